# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Postfix on a port of this machine, with folders of its own, that takes mail for the domain readers.test.

    if reason := real_server.unavailable(): pytest.skip(reason)
    with real_server.RealServer() as server:
        ...                       # send to 127.0.0.1:server.port
        server.messages("ada")    # what arrived for ada@readers.test, as bytes

Addresses that begin with `nobody` are refused. Nothing goes further than this machine. Debian's package is
unpacked below build/ and not installed: installing it would start a server and drive out the machine's own.
Postfix's master has to be root, its other processes and the mail belong to unprivileged users.
"""

import fcntl
import grp
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "build" / "postfix"
OWNER = "daemon"  # of the queue
GROUP = "games"  # which Postfix wants to be another than the owner's
READER = "mail"  # of what is delivered
START_S = 20

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {package}/usr/lib/postfix/sbin
command_directory = {package}/usr/sbin
shlib_directory = {package}/usr/lib/postfix
meta_directory = {folder}/conf
import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C LD_LIBRARY_PATH POSTLOG_SERVICE POSTLOG_HOSTNAME
mail_owner = {owner}
setgid_group = {group}
default_privs = nobody
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.readers.test
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = reject_unauth_destination
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
virtual_mailbox_domains = readers.test
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = regexp:{folder}/conf/mailboxes
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_mailbox_limit = 0
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
smtputf8_enable = no
{tls}
"""
TLS = """\
smtpd_tls_security_level = may
smtpd_tls_cert_file = {0}
smtpd_tls_key_file = {1}
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
tlsmgr unix - - n 1000 1 tlsmgr
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
MAILBOXES = """\
if !/^nobody/
/^[a-z0-9_.+=-]+@readers\\.test$/ all/
endif
"""
QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")


def unpacked():
    """Why there is no Postfix below build/, or an empty text."""
    master = PACKAGE / "usr" / "lib" / "postfix" / "sbin" / "master"
    PACKAGE.parent.mkdir(exist_ok=True)
    with open(PACKAGE.parent / "postfix.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not master.exists():
            with tempfile.TemporaryDirectory(dir=PACKAGE.parent) as folder:
                try:
                    got = subprocess.run(["apt-get", "download", "postfix"], cwd=folder, capture_output=True, text=True, timeout=120,
                                         check=False)
                except (OSError, subprocess.TimeoutExpired) as error:
                    return f"the package postfix can't be had: {error}"
                files = list(pathlib.Path(folder).glob("*.deb"))
                if got.returncode or not files:
                    return f"the package postfix can't be had: {got.stderr.strip()[-200:]}"
                shutil.rmtree(PACKAGE, ignore_errors=True)
                subprocess.run(["dpkg", "-x", files[0], PACKAGE], check=True, timeout=60)
    libraries = subprocess.run(["ldd", PACKAGE / "usr/lib/postfix/sbin/smtpd"], env=environment(), capture_output=True, text=True,
                               check=False).stdout
    missing = [line.split()[0] for line in libraries.splitlines() if "not found" in line]
    return f"postfix lacks {' '.join(missing)}" if missing else ""


def environment():
    return {**os.environ, "LD_LIBRARY_PATH": str(PACKAGE / "usr" / "lib" / "postfix"), "LC_ALL": "C"}


def unavailable():
    """Why it can't run here, or an empty text."""
    if os.geteuid() != 0:
        return "postfix has to be started by root"
    # Its processes are of other users, who must reach their programs.
    for folder in (PACKAGE.parent, *PACKAGE.parent.parents):
        if folder.exists() and not folder.stat().st_mode & 0o001:
            return f"postfix's users can't reach {folder}"
    return unpacked()


class RealServer:
    """`certificate` (a pair of files) makes it offer STARTTLS."""

    def __init__(self, certificate=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="broadsheet-mail-"))
        self.folder.chmod(0o755)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._configure(certificate)
        self.process = None

    def _configure(self, certificate):
        owner = pwd.getpwnam(OWNER)
        reader = pwd.getpwnam(READER)
        for name in ("conf", "data", "mail", "queue", "queue/pid", "queue/public", "queue/maildrop", *(f"queue/{one}" for one in QUEUES)):
            (self.folder / name).mkdir(mode=0o755)
        for name in QUEUES:
            path = self.folder / "queue" / name
            path.chmod(0o700)
            os.chown(path, owner.pw_uid, 0)
        for name, mode in (("public", 0o710), ("maildrop", 0o730)):
            path = self.folder / "queue" / name
            os.chown(path, owner.pw_uid, grp.getgrnam(GROUP).gr_gid)
            path.chmod(mode)
        os.chown(self.folder / "data", owner.pw_uid, 0)
        os.chown(self.folder / "mail", reader.pw_uid, reader.pw_gid)
        conf = self.folder / "conf"
        (conf / "main.cf").write_text(MAIN.format(folder=self.folder, package=PACKAGE, owner=OWNER, group=GROUP, uid=reader.pw_uid,
                                                  gid=reader.pw_gid, tls=TLS.format(*certificate) if certificate else ""))
        (conf / "master.cf").write_text(MASTER.format(port=self.port))
        (conf / "mailboxes").write_text(MAILBOXES)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        self.process = subprocess.Popen([PACKAGE / "usr/lib/postfix/sbin/master", "-c", self.folder / "conf", "-d"], env=environment(),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        start_new_session=True)
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as peer:
                    peer.settimeout(START_S)
                    if peer.recv(100).startswith(b"220 "):
                        peer.sendall(b"QUIT\r\n")
                        return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise AssertionError(f"postfix doesn't start:\n{self.log()}")

    def stop(self):
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process = None

    def log(self):
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def arrived(self):
        """Pairs of an address and a message, in the order of their arrival."""
        paths = sorted((self.folder / "mail" / "all" / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        messages = [path.read_bytes() for path in paths]
        return [(re.search(rb"^Delivered-To: (\S+)", message, re.MULTILINE)[1].decode(), message) for message in messages]

    def messages(self, name):
        return [message for address, message in self.arrived() if address == f"{name}@readers.test"]

    def wait_for(self, name, count, seconds=30):
        """The messages once there are so many."""
        deadline = time.monotonic() + seconds
        while len(found := self.messages(name)) < count:
            assert time.monotonic() < deadline, f"{len(found)} of {count} messages for {name}:\n{self.log()}"
            time.sleep(0.05)
        return found
