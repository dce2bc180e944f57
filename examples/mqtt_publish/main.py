#!/usr/bin/env python3
"""Tells an MQTT broker how this machine is, through the proxy of the sandbox, and waits until the broker has it."""

import json
import os
import signal
import ssl
import sys
from urllib.parse import urlsplit

try:
    import socks
    from paho.mqtt import MQTTException, publish
except ImportError as error:
    sys.exit(f"error: {error}: apt install python3-paho-mqtt python3-socks")

call = json.load(sys.stdin)
config, facts = call["config"], call["facts"]
broker = f"{config['BROKER']}:{config['PORT']}"


def load():
    return facts["load"].get("load1")


def memory():
    total, free = facts["memory"].get("totalBytes"), facts["memory"].get("availableBytes")
    return round(100 - 100 * free / total) if total else None


def disk():
    """The fullest file system that is written to."""
    mounts = facts["mounts"] if isinstance(facts["mounts"], list) else []
    spaces = [each["space"] for each in mounts if each["readOnly"] == "no" and each["space"].get("totalBytes")]
    used = [100 * each["usedBytes"] / (each["usedBytes"] + each["availableBytes"] or 1) for each in spaces]
    return round(max(used)) if used else None


def message():
    """A fact that could not be had is null, and not a zero."""
    known = {"load": load(), "memory": memory(), "disk": disk()}
    said = {name: "unknown" if value is None else value for name, value in known.items()}
    return {"line": "load {load}, memory {memory} %, fullest disk {disk} %".format(**said), **known}


def send(text):
    proxy = urlsplit(os.environ["HTTP_PROXY"])
    publish.single(
        config["TOPIC"],
        text,
        qos=1,
        retain=config["RETAIN"],
        hostname=config["BROKER"],
        port=config["PORT"],
        auth={"username": config["USERNAME"], "password": config.get("PASSWORD")} if config["USERNAME"] else None,
        tls=ssl.create_default_context(cadata=config["CA"] or None) if config["TLS"] else None,
        proxy_args={"proxy_type": socks.HTTP, "proxy_addr": proxy.hostname, "proxy_port": proxy.port},
    )


def why(error):
    """The answer of the proxy is what its library wraps."""
    inner = str(getattr(error, "socket_err", None) or error)
    if inner.startswith("403"):
        return f"the sandbox does not let it through: net:connect:{broker} is not in permissions"
    return f"{broker}: {'does not take connections' if inner == 'Connection closed unexpectedly' else inner}"


def late(*_):
    # Not an Exception: the library would take it for a lost connection, and connect again.
    sys.exit(f"error: {broker} did not take it within {config['PATIENCE']} s")


payload = message()
text = json.dumps(payload)
if not call["dryRun"]:
    signal.signal(signal.SIGALRM, late)
    signal.alarm(config["PATIENCE"])
    try:
        send(text)
    except (OSError, ValueError, MQTTException) as error:
        sys.exit(f"error: {why(error)}")
line = f"{broker} would be told" if call["dryRun"] else f"{broker} has it"
print(json.dumps({"line": line, "sent": [{"topic": config["TOPIC"], "line": payload["line"], "message": text}]}))
