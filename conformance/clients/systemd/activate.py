"""Does what systemd does for a service with sockets: opens them, passes them on, and prints what it is told.

activate.py SOCKET NOTIFY COMMAND...: a unix socket named `local` and a port named `web`, whose number is printed first.
"""
import fcntl
import os
import socket
import sys

path, notify, command = sys.argv[1], sys.argv[2], sys.argv[3:]
local = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
local.bind(path)
local.listen(16)
web = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
web.bind(("127.0.0.1", 0))
web.listen(16)
told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
told.bind(notify)
print(web.getsockname()[1], flush=True)

child = os.fork()
if child == 0:
    held = [fcntl.fcntl(each.fileno(), fcntl.F_DUPFD, 100) for each in (local, web)]
    for place, each in enumerate(held):
        os.dup2(each, 3 + place, inheritable=True)
        os.close(each)
    os.environ["LISTEN_PID"] = str(os.getpid())
    os.environ["LISTEN_FDS"] = "2"
    os.environ["LISTEN_FDNAMES"] = "local:web"
    os.environ["NOTIFY_SOCKET"] = notify
    os.execv(command[0], command)

local.close()
web.close()
print("child", child, flush=True)
while True:
    state = told.recv(4096).decode()
    print(state, flush=True)
    if state == "STOPPING=1":
        break
_, status = os.waitpid(child, 0)
print("exit", os.waitstatus_to_exitcode(status), flush=True)
