"""What an import changes: the live page, a draft, or nothing."""

from dataclasses import replace

from awareness.models import Indicator, Page
from bluecampaign.publishing.exchange import apply, examine, export
from bluecampaign.publishing.versions import Review, Version, draft_of
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.exchange.comparison import Outcome
from bluecampaign.translation.exchange.units import ExchangeFile
from bluecampaign.translation.models import State, TranslationState
from tests.makers import make_indicator, make_page, make_profile, make_staff
from tests.translation.exchange.units import ARABIC, outcomes, sent


def test_import_of_a_publisher_is_live_searchable_and_in_review(page):
    other = make_page(title_en="Other", title_ar="آخر")
    TranslationState.objects.of(page).update(state=State.REVIEWED)
    file = examine(sent(page, title="مساعدة", body="اتصل {{national:voice}}.")).agreed()

    applied = apply(file, by=make_staff())

    page.refresh_from_db()
    assert (page.title_ar, page.blocks.get().body_ar) == ("مساعدة", "اتصل {{national:voice}}.")
    assert TranslationState.objects.by_language(page) == {"ar": State.IN_REVIEW}
    assert TranslationState.objects.by_language(other) == {"ar": State.MACHINE}
    path = page.get_absolute_url()
    assert SearchDocument.objects.get(path=path, language="ar").title == "مساعدة"
    before, after = Version.objects.of(page).order_by("number")
    assert before.snapshot["fields"]["title_ar"] == "اطلب المساعدة"
    assert after.snapshot["fields"]["title_ar"] == "مساعدة"
    assert (applied.live, applied.drafts) == ([page], [])


def test_import_of_somebody_who_may_not_publish_becomes_one_draft(page, translator):
    file = examine(sent(page, title="مساعدة", summary="ملخص.", body="اتصل {{national:voice}}."))
    before = Page.objects.values().get(pk=page.pk)

    applied = apply(file.agreed(), by=translator)

    draft = draft_of(page)
    assert Page.objects.values().get(pk=page.pk) == before
    assert Version.objects.of(page).count() == 1
    assert (draft.review, draft.author) == (Review.SUBMITTED, translator)
    assert draft.snapshot["fields"]["title_ar"] == "مساعدة"
    assert draft.snapshot["parts"]["blocks"][0]["fields"]["body_ar"].startswith("اتصل")
    assert draft.translation_states["ar"]["state"] == State.IN_REVIEW
    assert TranslationState.objects.by_language(page) == {"ar": State.MACHINE}
    assert [obj.pk for obj in applied.drafts] == [page.pk]
    assert set(outcomes(sent(page)).values()) == {Outcome.UNCHANGED}


def test_import_goes_into_the_draft_that_is_there(page, translator):
    apply(examine(sent(page, title="مساعدة")).agreed(), by=translator)

    apply(examine(sent(page, summary="ملخص.")).agreed(), by=make_staff())

    fields = draft_of(page).snapshot["fields"]
    assert (fields["title_ar"], fields["summary_ar"]) == ("مساعدة", "ملخص.")
    assert Version.objects.of(page).count() == 1


def test_import_keeps_a_profile_whole(db, translator):
    profile = make_profile(title_en="Agency")

    apply(examine(sent(profile, title="وكالة")).agreed(), by=translator)

    assert draft_of(profile).model == "awareness.componentprofile"
    assert draft_of(profile).snapshot["fields"]["acronym"] == profile.acronym


def test_import_refuses_what_somebody_may_not_change(page, translator):
    translator.user_permissions.clear()
    translator = type(translator).objects.get(pk=translator.pk)

    report = examine(sent(page, title="مساعدة"), by=translator)

    assert [f.reasons for f in report.of(Outcome.REFUSED)] == [["You may not change pages."]]


def test_import_changes_what_is_not_published_by_itself(db):
    sign = make_indicator(text_en="A sign", text_ar="قديم")
    other = make_indicator(text_en="Other")
    units = [u for u in export(ARABIC, section="indicators") if f":{sign.pk}:" in u.id]
    file = ExchangeFile(ARABIC, [replace(units[0], target="علامة")])

    apply(examine(file).agreed(), by=make_staff())

    assert Indicator.objects.get(pk=sign.pk).text_ar == "علامة"
    assert Indicator.objects.get(pk=other.pk).text_ar is None
    assert TranslationState.objects.by_language(sign) == {"ar": State.IN_REVIEW}
