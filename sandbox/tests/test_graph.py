"""The Graph API around sending, as the product asks it."""

from sandbox.tests.support import Meta, fresh_phone

FIELDS = (
    "display_phone_number,verified_name,quality_rating,code_verification_status,name_status,"
    "status,throughput,health_status,whatsapp_business_manager_messaging_limit"
)


async def test_a_number_answers_the_fields_that_are_asked_for(meta: Meta) -> None:
    full = await meta.graph("GET", f"{meta.number_id}?fields={FIELDS}")
    usual = await meta.graph("GET", meta.number_id)
    assert set(full.body) == {*FIELDS.split(","), "id"}
    assert full.body["status"] == "CONNECTED"
    assert usual.body["verified_name"] == "Karachi Kitchen Supplies"
    unknown = await meta.graph("GET", f"{meta.number_id}?fields=shoe_size")
    assert (unknown.status, unknown.body["error"]["code"]) == (400, 100)


async def test_an_account_lists_its_numbers_only(meta: Meta) -> None:
    listed = await meta.graph("GET", f"{meta.waba_id}/phone_numbers?fields=id")
    assert listed.body["data"] == [{"id": meta.number_id}]
    foreign = await meta.graph("GET", "99999/phone_numbers")
    assert foreign.body["error"]["error_subcode"] == 33


async def test_an_account_answers_its_name(meta: Meta) -> None:
    answer = await meta.graph("GET", f"{meta.waba_id}?fields=id,name")
    assert answer.body == {"id": meta.waba_id, "name": "Karachi Kitchen Supplies"}


async def test_templates_are_listed_page_by_page(meta: Meta) -> None:
    path = f"{meta.waba_id}/message_templates?limit=3"
    first = await meta.graph("GET", path)
    second = await meta.graph("GET", f"{path}&after={first.body['paging']['cursors']['after']}")
    found = [(one["name"], one["language"]) for one in first.body["data"] + second.body["data"]]
    assert found[:3] == [("hello_world", "en_US"), ("order_update", "en"), ("order_update", "ur")]
    assert len(found) == len(set(found)) == 4
    assert "next" in first.body["paging"]
    assert "next" not in second.body["paging"]
    broken = await meta.graph("GET", f"{path}&after=%21%21")
    assert broken.body["error"]["code"] == 131059


async def test_updates_reach_an_app_only_while_it_is_subscribed(meta: Meta) -> None:
    path = f"{meta.waba_id}/subscribed_apps"
    assert (await meta.graph("DELETE", path)).body == {"success": True}
    assert (await meta.graph("GET", path)).body == {"data": []}
    await meta.write(fresh_phone(), text="unheard")
    assert (await meta.graph("POST", path)).body == {"success": True}
    (app,) = (await meta.graph("GET", path)).body["data"]
    assert app["whatsapp_business_api_data"]["id"] == meta.app_id
    await meta.write(fresh_phone(), text="heard")
    await meta.receiver.until(lambda: bool(meta.receiver.messages()))
    assert [one["text"]["body"] for one in meta.receiver.messages()] == ["heard"]


async def test_an_override_address_is_verified_and_then_used(meta: Meta) -> None:
    path = f"{meta.waba_id}/subscribed_apps"
    override = {"override_callback_uri": meta.receiver.url + "?own", "verify_token": "wrong"}
    refused = await meta.graph("POST", path, override)
    assert refused.status == 400
    assert "Callback verification failed" in refused.body["error"]["message"]
    taken = await meta.graph("POST", path, override | {"verify_token": "verify-me"})
    assert taken.body == {"success": True}
    (app,) = (await meta.graph("GET", path)).body["data"]
    assert app["override_callback_uri"].endswith("?own")


async def test_a_token_can_be_debugged_with_the_apps_secret(meta: Meta) -> None:
    key = f"{meta.app_id}|{meta.receiver.secret}"
    good = await meta.call("GET", f"/v25.0/debug_token?input_token={meta.token}&access_token={key}")
    assert good.body["data"]["app_id"] == meta.app_id
    assert good.body["data"]["is_valid"]
    assert good.body["data"]["granular_scopes"][0]["target_ids"] == [meta.waba_id]
    bad = await meta.call("GET", f"/v25.0/debug_token?input_token=x&access_token={key}")
    assert bad.body["data"]["is_valid"] is False
    stranger = await meta.call("GET", "/v25.0/debug_token?input_token=x&access_token=y")
    assert stranger.status == 401


async def test_an_unknown_path_says_so(meta: Meta) -> None:
    answer = await meta.graph("GET", f"{meta.number_id}/nonsense")
    assert answer.body["error"]["code"] == 2500


async def test_a_wrong_pin_is_refused(meta: Meta) -> None:
    body = {"messaging_product": "whatsapp", "pin": "12"}
    answer = await meta.graph("POST", f"{meta.number_id}/register", body)
    assert answer.body["error"]["code"] == 100
