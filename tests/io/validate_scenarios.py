"""Says of each file in a folder whether the JSON Schema takes it: a line "NAME good" or "NAME bad" each, by name."""
import json
import pathlib
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as schema_file:
    schema = json.load(schema_file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):
    try:
        good = validator.is_valid(json.loads(path.read_bytes()))
    except ValueError:  # no JSON, or no text
        good = False
    print(path.name, "good" if good else "bad")
