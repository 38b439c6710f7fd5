"""`inkoopwijzer sources`: do the citations still hold, and what are the hashes of the passages?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import FOUND, OK, WRONG, Refusal, plain, tell_faults, write
from inkoopwijzer.values.text import Text

app = typer.Typer(
    no_args_is_help=True, help="Hold documents against the citations of the rules, or stamp a package."
)


@app.command()
def check(
    documents: Annotated[
        list[Path], typer.Argument(metavar="DOCUMENT", help="Policy documents as text (UTF-8).")
    ],
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            metavar="NAME",
            autocompletion=options.insurer_names,
            help="Whose document this is: an insurer or a package directory; without it the content tells.",
        ),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Which citations are found, moved, changed or missing; exit code 1 if one changed or is missing."""
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.sources_view import check_row, show_checks
    from inkoopwijzer.services.checking import (
        belongs_nowhere,
        check_sources,
        find_package,
        read_document,
        read_lines,
        read_package,
        shipped_packages,
    )

    packages = [find_package(policy)] if policy is not None else list(shipped_packages())
    policies = [read_package(package) for package in packages]
    lines = {p.id: read_lines(package, p) for package, p in zip(packages, policies, strict=True)}
    read = [read_document(path) for path in documents]
    found = [check_sources(document, policies, lines) for document in read]
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json([check_row(one) for one in found]))
    else:
        screen = Screen(options.spoken(lang))
        show_checks([one for one in found if one.policy], screen)
        screen.print()
    nowhere = [path for path, one in zip(documents, found, strict=True) if one.policy is None]
    if nowhere:
        tell_faults([belongs_nowhere(str(path), policies) for path in nowhere], options.spoken(lang))
        return WRONG
    return FOUND if any(one.broken or one.lost for one in found) else OK


@app.command()
def stamp(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE_DIR", help="The directory of the package.")],
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="The document it was written from.")],
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Write the hash of each cited and each classified passage, and an empty fingerprint in policy.yaml."""
    from inkoopwijzer.cli.data import as_data, as_json
    from inkoopwijzer.services.checking import read_document
    from inkoopwijzer.services.stamping import stamp_package

    name = plain(str(package))
    if not package.is_dir():
        raise Refusal(
            Text(f"'{name}' is geen map.", f"'{name}' is not a directory."),
            Text("Noem de map met policy.yaml.", "Name the directory with policy.yaml."),
        )
    read = read_document(document)
    try:
        done = stamp_package(package, read)
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal(
            Text(f"'{name}' is niet te schrijven ({why}).", f"'{name}' cannot be written ({why}).")
        ) from None
    if json:
        row = {"passages": str(done.passages), "count": done.count, "classified": done.classified}
        row |= {"changed": done.changed}
        row |= {"fingerprint": read.fingerprint, "set_in": str(done.set_in) if done.set_in else None}
        write(as_json(as_data(row)))
        return OK
    written = Text("geschreven", "written") if done.changed else Text("was al goed", "was right already")
    beside = (
        Text("", "")
        if done.classified is None
        else Text(f" en {done.classified} ingedeeld", f" and {done.classified} classified")
    )
    told = [
        Text(
            f"{done.passages}: {done.count} passages{beside.nl}, {written.nl}",
            f"{done.passages}: {done.count} passages{beside.en}, {written.en}",
        ),
        Text(f"{done.set_in}: {done.fingerprint}", f"{done.set_in}: {done.fingerprint}")
        if done.set_in
        else Text(*[done.fingerprint] * 2),
    ]
    spoken = options.spoken(lang)
    write("".join(f"{plain(line.to(spoken))}\n" for line in told))
    return OK
