#!/usr/bin/env python3
"""What an editor shows: rust-analyzer is asked about an annotated function, over the Language Server Protocol.

    export RUSTUP_HOME=/tmp/editor RUSTUP_TOOLCHAIN=1.95.0
    rustup toolchain install 1.95.0 --no-self-update --profile minimal -c rust-analyzer -c rust-src
    python3 tests/editor/smoke.py

A toolchain apart, since the tests of messages want them without the lines of std that `rust-src` brings.

Exits with 1 unless every answer is as it should be. Takes a minute or two: the macro is built first.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 600  # seconds

SOURCE = """\
use chainrule::differentiable;

/// A parabola.
#[differentiable]
pub fn parabola(x: f64, k: f64) -> f64 {
    k * x * x
}

pub fn slope() -> [f64; 2] {
    parabola::gradient(3.0, 2.0)
}
"""
# The body is being typed.
BROKEN = SOURCE.replace("k * x * x", "let y = k * x.").replace("pub fn slope", "// ..\npub fn slope")


class Server:
    def __init__(self, root):
        self.process = subprocess.Popen(
            ["rust-analyzer"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.number = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": None})
            elif message.get("id") == self.number:
                return message.get("result")

    def ask_until(self, method, params, enough):
        """Asks again while the project is being read."""
        end = time.monotonic() + PATIENCE
        while True:
            answer = self.ask(method, params)
            if enough(answer) or time.monotonic() > end:
                return answer
            time.sleep(1)


def place(text, what, nth=1, into=0):
    """Line and column of an occurrence."""
    at = -1
    for _ in range(nth):
        at = text.index(what, at + 1)
    before = text[: at + into]
    return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def crate(root):
    (root / "src").mkdir()
    (root / "src/lib.rs").write_text(SOURCE)
    manifest = '[package]\nname = "smoke"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\n'
    (root / "Cargo.toml").write_text(manifest + f'chainrule = {{ path = "{PROJECT / "runtime"}" }}\n')
    return (root / "src/lib.rs").as_uri()


def main():
    failures = []

    def holds(what, answer, true):
        print(("ok      " if true else "FAILED  ") + what)
        if not true:
            failures.append(what)
            print("        " + json.dumps(answer)[:600])

    with tempfile.TemporaryDirectory() as root:
        uri = crate(pathlib.Path(root))
        server = Server(root)
        text_document = {"hover": {"contentFormat": ["markdown"]}, "rename": {"prepareSupport": True}}
        server.ask("initialize", {"processId": None, "rootUri": pathlib.Path(root).as_uri(), "capabilities": {"textDocument": text_document}})
        server.notify("initialized", {})
        server.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "rust", "version": 1, "text": SOURCE}})

        def at(position):
            return {"textDocument": {"uri": uri}, "position": position}

        call = place(SOURCE, "gradient", into=2)
        found = server.ask_until("textDocument/definition", at(call), bool)
        lines = [target.get("range", target.get("targetSelectionRange"))["start"]["line"] for target in found or []]
        own = place(SOURCE, "#[differentiable]")["line"]
        holds("from `parabola::gradient` to the function that it belongs to", found, any(line in (own, own + 1) for line in lines))

        hover = server.ask_until("textDocument/hover", at(call), bool)
        shown = json.dumps(hover or {}, ensure_ascii=False)
        holds("the formula, where the gradient is pointed at", hover, "2·k·x" in shown and "x²" in shown)
        hover = server.ask("textDocument/hover", at(place(SOURCE, "parabola", 2, 2)))
        holds("the function's own words, where it is named", hover, "parabola" in json.dumps(hover or {}))

        edit = server.ask("textDocument/rename", at(place(SOURCE, "parabola", 2, 2)) | {"newName": "bowl"}) or {}
        changes = list(edit.get("changes", {}).values()) + [c["edits"] for c in edit.get("documentChanges", [])]
        renamed = sorted(e["range"]["start"]["line"] for edits in changes for e in edits)
        holds("a new name, at the function and where its gradient is called", edit, renamed == [4, 9])

        server.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": BROKEN}]})
        offered = server.ask_until("textDocument/completion", at(place(BROKEN, "k * x.", into=6)), bool) or {}
        items = offered.get("items", []) if isinstance(offered, dict) else offered
        holds("the methods of a number, while the body is typed", [i["label"] for i in items][:20], any("powi" in i["label"] for i in items))
        found = server.ask("textDocument/definition", at(place(BROKEN, "gradient", into=2)))
        holds("`parabola::gradient` is still there meanwhile", found, bool(found))
        server.process.kill()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
