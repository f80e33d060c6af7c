# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Collections by huggingface_hub as it comes from PyPI: made, filled, listed, changed, deleted."""

import json
import re
import urllib.request

import pytest
from conftest import make_token

PAPER = "2603.05181"
OTHER = "2608.01234"


@pytest.fixture(scope="module")
def token(data, endpoint):
    return make_token(data, "mina")


@pytest.fixture
def collection(hub, token):
    made = hub.create_collection("To read", description="What is next", token=token)
    yield made
    hub.delete_collection(made.slug, missing_ok=True, token=token)


def test_one_is_made_filled_and_read(hub, token, collection):
    assert re.fullmatch(r"mina/to-read-[0-9a-f]{24}", collection.slug)
    assert collection.title == "To read" and collection.description == "What is next" and not collection.private
    filled = hub.add_collection_item(collection.slug, PAPER, "paper", note="First of all", token=token)
    filled = hub.add_collection_item(collection.slug, OTHER, "paper", token=token)
    read = hub.get_collection(collection.slug, token=False)
    assert [item.item_id for item in read.items] == [PAPER, OTHER] == [item.item_id for item in filled.items]
    assert [item.item_type for item in read.items] == ["paper", "paper"]
    assert [item.note for item in read.items] == ["First of all", None]
    assert read.owner["name"] == "mina" and read.last_updated.tzinfo is not None


def test_what_is_there_already_is_no_error_where_one_says_so(hub, token, collection):
    from huggingface_hub.errors import HfHubHTTPError

    with pytest.raises(HfHubHTTPError):
        hub.create_collection("To read", token=token)
    assert hub.create_collection("To read", exists_ok=True, token=token).slug == collection.slug
    hub.add_collection_item(collection.slug, PAPER, "paper", token=token)
    with pytest.raises(HfHubHTTPError):
        hub.add_collection_item(collection.slug, PAPER, "paper", token=token)
    assert len(hub.add_collection_item(collection.slug, PAPER, "paper", exists_ok=True, token=token).items) == 1


def test_they_are_listed(hub, token, collection):
    hub.add_collection_item(collection.slug, PAPER, "paper", token=token)
    others = [hub.create_collection(f"Number {number}", token=token) for number in range(3)]
    slugs = [each.slug for each in hub.list_collections(token=False)]
    assert collection.slug in slugs and {each.slug for each in others} <= set(slugs)
    assert [each.slug for each in hub.list_collections(item=f"papers/{PAPER}", owner="mina")] == [collection.slug]
    assert list(hub.list_collections(owner="nobody")) == []
    assert len(list(hub.list_collections(limit=2))) == 2
    for each in others:
        hub.delete_collection(each.slug, token=token)


def test_one_is_changed_and_made_private(hub, token, collection):
    from huggingface_hub.errors import HfHubHTTPError

    for paper in (PAPER, OTHER):
        collection = hub.add_collection_item(collection.slug, paper, "paper", token=token)
    first = collection.items[0].item_object_id
    hub.update_collection_item(collection.slug, first, note="Later", position=1, token=token)
    moved = hub.get_collection(collection.slug)
    assert [(item.item_id, item.note) for item in moved.items] == [(OTHER, None), (PAPER, "Later")]
    hub.delete_collection_item(collection.slug, first, token=token)
    hub.delete_collection_item(collection.slug, first, missing_ok=True, token=token)
    changed = hub.update_collection_metadata(collection.slug, title="Have read", private=True, token=token)
    assert changed.title == "Have read" and changed.private and changed.slug[-24:] == collection.slug[-24:]
    with pytest.raises(HfHubHTTPError) as refused:
        hub.get_collection(changed.slug, token=False)
    assert refused.value.response.status_code == 404
    assert len(hub.get_collection(changed.slug, token=token).items) == 1


def test_what_they_answer_is_described(endpoint, hub, token, collection):
    hub.add_collection_item(collection.slug, PAPER, "paper", note="a note", token=token)

    def ask(path):
        with urllib.request.urlopen(endpoint + path, timeout=30) as answer:
            return json.load(answer)

    import jsonschema_rs

    schemas = ask("/api/openapi.json")["components"]["schemas"]
    for schema in schemas.values():
        schema["additionalProperties"] = False
    for name, body in [("ListedCollection", ask("/api/collections")[0]),
                       ("Collection", ask(f"/api/collections/{collection.slug}"))]:
        closed = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        errors = [f"{error.instance_path}: {error.message[:300]}"
                  for error in jsonschema_rs.validator_for(closed).iter_errors(body)]
        assert errors == []
