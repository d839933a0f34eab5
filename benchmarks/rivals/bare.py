"""A callable that holds the bytes and returns them."""

from benchmarks.rivals import BODY, HEADS


def application(environ, start_response):
    start_response("200 OK", HEADS)
    return [BODY]
