"""What a page of ours lets a browser load and use: its own files, and no device."""

from csp.constants import NONE, SELF

# Nothing runs, loads or is sent that is not of this site (CSP Level 3).
OWN_FILES = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "frame-src": [NONE],
        "object-src": [NONE],
    }
}

# No page needs a sensor, a device or a payment: each is refused by name.
REFUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock"),
    *("serial", "usb", "xr-spatial-tracking"),
)
