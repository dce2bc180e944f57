#!/usr/bin/env python3
"""Goes through the proxy of the sandbox (HTTPS_PROXY), which reaches the declared hosts and no other."""

import json
import os
import socket
import ssl
import sys
import time
from urllib.parse import urlsplit

call = json.load(sys.stdin)
proxy = urlsplit(os.environ["HTTPS_PROXY"])


def tunnel(host, port):
    raw = socket.create_connection((proxy.hostname, proxy.port), timeout=15)
    raw.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 65536:
        more = raw.recv(1)
        if not more:
            break
        head += more
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise OSError(head.split(b"\r\n")[0].decode("latin-1") or "the proxy closed the connection")
    return raw


def look(target):
    host, _, port = target.partition(":")
    try:
        context = ssl.create_default_context()
        with context.wrap_socket(tunnel(host, int(port or 443)), server_hostname=host) as secured:
            ends = ssl.cert_time_to_seconds(secured.getpeercert()["notAfter"])
        return {"host": target, "days": int((ends - time.time()) // 86400)}
    except ssl.SSLCertVerificationError as error:
        return {"host": target, "days": None, "why": f"not to be trusted: {error.verify_message}"}
    except (OSError, ValueError) as error:
        return {"host": target, "days": None, "why": str(error)[:200]}


hosts = [look(target) for target in call["config"]["HOSTS"]]
bad = [each for each in hosts if each["days"] is None or each["days"] < call["input"]["days"]]
line = f"{len(bad)} of {len(hosts)} need looking after" if bad else f"all {len(hosts)} are good"
print(json.dumps({"line": line, "hosts": hosts, "findings": bool(bad)}))
