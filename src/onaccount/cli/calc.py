"""`onaccount calc NAME < figures.json`: one calculator, JSON in and JSON out; `--list` says what each asks for."""

import argparse
import os
import sys

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    """The calculator's name, or --list; without either the names are listed."""
    parser.add_argument("name", nargs="?", help="a calculator; its figures come as one JSON object on standard input")
    parser.add_argument("--list", action="store_true", help="describe every calculator, or only the one named")
    parser.add_argument("--language", choices=["en", "zh-hans"], default="en", help="of labels and refusals")


def run(options: argparse.Namespace) -> int:
    """Print the answer, or the refusal as {"code", "message"} on standard error with exit code 1. Needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onaccount.config.settings")
    django.setup()
    from django.utils import translation

    from onaccount.calculators import door
    from onaccount.calculators.catalogue import CALCULATORS
    from onaccount.desk.components.sentences import refusal_text
    from onaccount.kernel.reasons import Refusal

    with translation.override(options.language):
        try:
            if options.list:
                named = [door.calculator_of(name=options.name)] if options.name else CALCULATORS.values()
                answer = door.write_json([door.described(one) for one in named])
            elif options.name is None:
                answer = door.write_json(sorted(CALCULATORS))
            else:
                given = door.read_json(sys.stdin.buffer.read())
                answer = door.write_json(door.calculate(name=options.name, given=given))
        except Refusal as refusal:
            told = {"code": refusal.code, "message": refusal_text(refusal=refusal, language=options.language)}
            print(door.write_json(told).decode(), file=sys.stderr)
            return 1
    print(answer.decode())
    return 0
