"""Somebody whose folder is restored into: puts a file of root's, which lies there, in the place of each link that is just being made."""

import os
import sys

folder, uid = sys.argv[1], int(sys.argv[2])
os.setgroups([])
os.setgid(uid)
os.setuid(uid)
os.chdir(folder)
secrets = [name for name in os.listdir(".") if name.startswith("secret")]
print("ready", flush=True)
while secrets:
    try:
        os.readlink(".parrot-restoring")
        os.rename(secrets[-1], ".parrot-restoring")
        secrets.pop()
    except OSError:
        pass
