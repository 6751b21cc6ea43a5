"""Becomes a Postgres program: leaves root, asks to be stopped when the service dies, and executes the program.

A script of its own, run in a fresh interpreter, because what it does must happen between fork and exec:

    python become_postgres.py SERVICE_PID DATA_DIRECTORY SOCKET_DIRECTORY PROGRAM ARGUMENT...

Postgres refuses to run as root. Root's service therefore runs it as the owner of the data directory. Does that belong
to root too, then Postgres runs in a user namespace in which root bears another number: files stay where they are,
under any path, and no account is made. Where namespaces are forbidden the data directory is given to `nobody`.
"""

import ctypes
import os
import pwd
import signal
import sys
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_FAST_SHUTDOWN = signal.SIGINT


def main() -> None:
    """Execute the program named on the command line, as an ordinary user and bound to the service's life."""
    service, data, sockets, program, *arguments = sys.argv[1:]
    try:
        if os.geteuid() == 0:
            _leave_root(Path(data), Path(sockets))
        _stop_with(int(service))
        os.execv(program, [program, *arguments])  # noqa: S606 (what this script is for)
    except OSError as error:
        sys.exit(f"cannot run {program} as user {os.geteuid()}: {error.strerror}; run the service as an ordinary user")


def _leave_root(data: Path, sockets: Path) -> None:
    owner = data.stat().st_uid
    if owner == 0:
        try:
            _rename_root()
        except OSError:
            owner = pwd.getpwnam("nobody").pw_uid
            _give(data, owner)
    if owner != 0:
        os.chown(sockets, owner, -1)
        os.setgroups([])
        os.setgid(_group_of(owner))
        os.setuid(owner)


def _rename_root() -> None:
    """Enter a user namespace in which root has the number of some named user; `initdb` insists on a name."""
    if sys.platform != "linux":
        raise OSError("no user namespaces")
    named = next(user for user in pwd.getpwall() if user.pw_uid != 0)
    group = os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{named.pw_uid} 0 1")
    Path("/proc/self/gid_map").write_text(f"{named.pw_gid} {group} 1")


def _give(directory: Path, owner: int) -> None:
    for path in (directory, *directory.rglob("*")):
        os.chown(path, owner, _group_of(owner), follow_symlinks=False)


def _group_of(user: int) -> int:
    try:
        return pwd.getpwuid(user).pw_gid
    except KeyError:
        return user


def _stop_with(service: int) -> None:
    """Have the kernel shut this process down when the service dies, however it dies; only Linux offers this."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _FAST_SHUTDOWN)
        if os.getppid() != service:
            sys.exit("the service ended before Postgres began")


if __name__ == "__main__":
    main()
