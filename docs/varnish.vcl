vcl 4.1;
# Varnish in front of the site: keeps what it may, serves on while the site is down, and
# forgets all public pages with one BAN from a machine of the site. Start varnishd with
# -p http_gzip_support=off: pages come compressed, in brotli too, and stay as they are.

import std;

backend site {
    .host = "127.0.0.1";
    .port = "8000";
    .first_byte_timeout = 60s;
    .probe = { .url = "/healthz"; .interval = 5s; .timeout = 2s; }
}

acl site_machines {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "BAN") {
        if (client.ip !~ site_machines) {
            return (synth(403));
        }
        ban("obj.http.Cache-Tag == bluecampaign-pages");
        return (synth(200, "Forgotten"));
    }
    # Staff pages and previews are nobody else's; a download is counted each time.
    if (req.url ~ "^/(admin|preview)/" || req.method !~ "^(GET|HEAD)$") {
        return (pass);
    }
    # While the site answers nobody gets a page that is more than ten seconds too old.
    set req.grace = 4d;
    if (std.healthy(req.backend_hint)) {
        set req.grace = 10s;
    }
    # Public pages see no cookie; what is not sent cannot be kept.
    unset req.http.Cookie;
    # A mark on a link makes no other page.
    set req.url = std.querysort(regsuball(req.url, "([?&])(utm_[a-z]+|fbclid|gclid)=[^&]*&?", "\1"));
    set req.url = regsub(req.url, "[?&]+$", "");
    if (req.http.Accept-Encoding ~ "br") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "gzip") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    return (hash);
}

sub vcl_backend_response {
    # For as long as stale-if-error says.
    set beresp.grace = 4d;
    if (bereq.is_bgfetch && beresp.status >= 500) {
        return (abandon);
    }
    if (beresp.status >= 400) {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    }
}
