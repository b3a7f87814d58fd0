"""A PostgreSQL server of the tests' own: in a folder of its own, on a socket alone, gone when they are done."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

USER = "postgres"


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs: PG_BIN, Debian's newest, or where the PATH has them."""
    named = os.environ.get("PG_BIN")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: float(each.parent.name))
    found = shutil.which("postgres")
    tried = [*([Path(named)] if named else []), *reversed(debian), *([Path(found).parent] if found else [])]
    return next((each for each in tried if (each / "postgres").is_file() and (each / "initdb").is_file()), None)


@dataclass(slots=True)
class Cluster:
    """The server; `databases` numbers what is made in it."""

    bin: Path
    folder: Path
    databases: count[int] = field(default_factory=count)

    @staticmethod
    def new(programs: Path) -> Cluster:
        """Make a cluster; as root, it belongs to the user postgres, as the server refuses to run as root."""
        folder = Path(tempfile.mkdtemp(prefix="cf-pg-", dir="/tmp"))
        if os.geteuid() == 0:
            user = pwd.getpwnam(USER)
            os.chown(folder, user.pw_uid, user.pw_gid)
        cluster = Cluster(programs, folder)
        cluster.run("initdb", "-D", folder / "data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        conf = f"listen_addresses = ''\nunix_socket_directories = '{folder}'\nfsync = off\nmax_connections = 50\n"
        conf += "recovery_init_sync_method = syncfs\n"  # else every file of every database is opened after a crash
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(conf)
        cluster.start()
        return cluster

    def run(self, program: str, *arguments: object) -> str:
        """Run one of PostgreSQL's programs as the cluster's owner; return what it printed."""
        command = [str(self.bin / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", USER, "--", *command]
        done = subprocess.run(
            command, check=False, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert done.returncode == 0, (program, done.stdout, done.stderr)
        return done.stdout

    def start(self) -> None:
        """Start the server and wait until it answers."""
        # Its output goes to a file: the server would hold a pipe open for as long as it runs.
        self.run("pg_ctl", "start", "-w", "-D", self.folder / "data", "-l", self.folder / "log")

    def sync(self, *, on: bool) -> None:
        """Let the server sync its files or not; only what kills it needs that, and the others are quicker without."""
        self.sql(f"ALTER SYSTEM SET fsync = {'on' if on else 'off'}")
        self.sql("SELECT pg_reload_conf()")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `immediate` is as if the power went."""
        self.run("pg_ctl", "stop", "-w", "-m", mode, "-D", self.folder / "data")

    def gone(self) -> None:
        """Stop the server and remove all of it."""
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def sql(self, statement: str, database: str = USER) -> str:
        """Run a statement as superuser; return the rows."""
        options = ("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1")
        return self.run("psql", *options, "-h", self.folder, "-U", USER, "-d", database, "-c", statement).strip()

    def address(self, database: str, user: str = USER) -> str:
        """Return the address of a database in it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Make an empty database; return its address."""
        name = f"ledger{next(self.databases)}"
        self.sql(f"CREATE DATABASE {name}")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.sql(f"DROP DATABASE {name_of(address)} WITH (FORCE)")


def name_of(address: str) -> str:
    """Return the name of a database that `new_database` made."""
    return address.partition("@/")[2].partition("?")[0]
