"""What PostgreSQL does by itself: pgbench calls one prepared function, a guarded UPDATE, the INSERT of the decision, the commit; durable."""

import os
import subprocess
from pathlib import Path

from bench.calling import Measured

TABLES = """
CREATE TABLE raw_account (id int PRIMARY KEY, exposure numeric(20,3) NOT NULL, credit numeric(20,3) NOT NULL, CHECK (exposure <= credit));
CREATE TABLE raw_decision (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account int NOT NULL, amount numeric(20,3) NOT NULL,
    outcome text NOT NULL, at timestamptz NOT NULL DEFAULT now());
INSERT INTO raw_account SELECT n, 0, 1e12 FROM generate_series(1, 10000) n;
CREATE FUNCTION raw_check(which int, x numeric) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    UPDATE raw_account SET exposure = exposure + x WHERE id = which AND exposure + x <= credit;
    said := CASE WHEN found THEN 'release' ELSE 'hold' END;
    INSERT INTO raw_decision (account, amount, outcome) VALUES (which, x, said);
    RETURN said;
END $$;
"""
UNIFORM, HOT = "random(1, 10000)", "1"
MIXED = f"CASE WHEN random(1, 2) = 1 THEN {HOT} ELSE {UNIFORM} END"


def raw(which: str, *, seconds: int, clients: int = 32) -> Measured:
    """What PostgreSQL does by itself, on the accounts that pgbench's expression gives."""
    from onaccount.cli import places, postgres

    home = Path(os.environ["ONACCOUNT_HOME"])
    script, log = home / "raw.sql", home / "raw-log"
    script.write_text(f"\\set a {which}\nSELECT raw_check(:a, 10.5);\n")
    command = [
        str(postgres.programs() / "pgbench"),
        "-h",
        str(places.socket_folder()),
        "-U",
        postgres.NAME,
        "-n",
        "-M",
        "prepared",
    ]
    command += ["-c", str(clients), "-j", str(min(2, clients)), "-T", str(seconds), "-f", str(script)]
    command += ["-l", f"--log-prefix={log}", postgres.NAME]
    environment = os.environ | {"PGPASSWORD": places.secret("database.password")}
    told = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True
    ).stdout
    rate = float(told.split("tps = ")[1].split()[0])
    logs = list(home.glob("raw-log*"))
    times = sorted(int(line.split()[2]) for each in logs for line in each.read_text().splitlines())
    for each in logs:
        each.unlink()
    return Measured(rate, times[len(times) // 2] / 1000, times[int(len(times) * 0.99)] / 1000, 0)
