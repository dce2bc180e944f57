#!/usr/bin/env python3
"""Goes through the proxy of the sandbox (HTTPS_PROXY), which reaches the declared hosts and no other."""

import json
import os
import socket
import ssl
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from email.parser import BytesHeaderParser
from urllib.parse import urlsplit

call = json.load(sys.stdin)
proxy = urlsplit(os.environ["HTTPS_PROXY"])


def tunnel(host, port):
    raw = socket.create_connection((proxy.hostname, proxy.port), timeout=15)
    name = f"[{host}]" if ":" in host else host
    raw.sendall(f"CONNECT {name}:{port} HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 65536:
        # One by one: what comes after the head is for TLS.
        more = raw.recv(1)
        if not more:
            raise OSError("does not take connections")
        head += more
    status, _, headers = head.partition(b"\r\n")
    if b" 200 " not in status:
        reason = BytesHeaderParser().parsebytes(headers)["x-parrot-refused"]
        raise OSError(refusal(f"{name}:{port}", reason) if reason else status.decode())
    return raw


def refusal(target, reason):
    if reason == "does not resolve":
        return reason
    return f"the sandbox does not let it through: {target} is {reason}"


def days_left(target):
    parts = urlsplit(f"//{target}")
    context = ssl.create_default_context()
    if call["config"]["CA"]:
        context.load_verify_locations(cadata=call["config"]["CA"])
    with tunnel(parts.hostname, parts.port or 443) as raw:
        with context.wrap_socket(raw, server_hostname=parts.hostname) as secured:
            ends = ssl.cert_time_to_seconds(secured.getpeercert()["notAfter"])
    return int((ends - time.time()) // 86400)


def look(target):
    try:
        return {"host": target, "days": days_left(target)}
    except ssl.SSLCertVerificationError as error:
        why = f"not to be trusted: {error.verify_message}"
    except TimeoutError:
        why = "no answer within 15 s"
    except (OSError, ValueError) as error:
        why = str(error)[:200]
    return {"host": target, "days": None, "why": why}


with ThreadPoolExecutor(8) as together:
    hosts = list(together.map(look, call["config"]["HOSTS"]))
bad = [each for each in hosts if each["days"] is None or each["days"] < call["input"]["days"]]
line = f"{len(bad)} of {len(hosts)} need looking after" if bad else f"all {len(hosts)} are good"
print(json.dumps({"line": line, "hosts": hosts, "findings": bool(bad)}))
