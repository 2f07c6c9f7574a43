"""Airflow: read new budget disclosures into the store every night."""

import json
import subprocess

import pendulum
from airflow.decorators import dag, task
from airflow.exceptions import AirflowFailException

COMMAND = [
    "gongkai", "ingest", "/data/disclosures",
    "--into", "/data/gongkai.sqlite",
    "--log-format", "json",
    "--max-failures", "1000",
]


@dag(schedule="15 2 * * *", start_date=pendulum.datetime(2026, 1, 1, tz="Asia/Shanghai"), catchup=False, max_active_runs=1)
def gongkai_ingest():
    @task(retries=6, retry_delay=pendulum.duration(minutes=10))
    def ingest() -> dict:
        done = subprocess.run(COMMAND, stdout=subprocess.PIPE, text=True, check=False)
        lines = done.stdout.splitlines()
        if done.returncode == 75:
            raise RuntimeError("the store is busy or the disk is full: tried again later")
        if done.returncode not in (0, 1) or not lines:
            raise AirflowFailException(f"exit code {done.returncode}: {lines[-1:]}")
        return json.loads(lines[-1])

    ingest()


gongkai_ingest()
