"""`python -m rid_kb` is `rid-kb`."""

from rid_kb.cli import main

main(prog_name="rid-kb")
