"""The claims of the privacy page, and the tests that hold each of them.

A claim is a point of a block, counted in the English file. `CLAIMS` names for every
point the tests that fail when it stops being true; what only others can keep says so in
`NOT_OURS`.
"""

URLS, LOGS = "tests/guards/test_urls.py::", "tests/web/test_privacy.py::"
ANSWERS, SCRIPTS = "tests/web/test_privacy_answers.py::", "tests/web/test_privacy_scripts.py::"
LEAVING, KEEPING = "tests/browser/test_leaving_return.py::", "tests/hotlines/test_keeping.py::"
FINDER = "tests/hotlines/test_finder.py::"
MARKS = "tests/resources/test_marks.py::"
COUNTS = "tests/resources/downloads/test_counting.py::"
SERVER = "tests/browser/test_private_server.py::"
# What a browser or another company does: the page tells it, no test of ours can hold it.
NOT_OURS = "not ours"
# Words without a claim about this site: what to do, whom to call or to ask.
ADVICE = {"if-watched", "questions"}
CLAIMS: dict[str, list[list[str] | str]] = {
    "in-short": [
        [
            URLS + "test_page_sets_no_cookie_and_depends_on_none",
            ANSWERS + "test_no_page_asks_who_one_is",
        ],
        [URLS + "test_page_fetches_nothing_from_elsewhere"],
        [SCRIPTS + "test_no_script_reports_a_visit"],
        [
            LOGS + "test_scrub_takes_out_who_and_what",
            SERVER + "test_access_log_tells_the_load_and_nobody",
        ],
        [
            SCRIPTS + "test_scripts_store_only_the_mark_and_the_copy",
            SCRIPTS + "test_copy_is_made_by_its_button_alone",
        ],
    ],
    "cookies": [
        [
            URLS + "test_page_sets_no_cookie_and_depends_on_none",
            ANSWERS + "test_public_pages_read_no_cookie",
        ],
        [ANSWERS + "test_everyone_gets_the_same_page"],
        [ANSWERS + "test_no_page_asks_who_one_is"],
    ],
    "nothing-from-elsewhere": [
        [
            URLS + "test_page_fetches_nothing_from_elsewhere",
            SCRIPTS + "test_styles_and_scripts_name_no_host",
        ],
        [URLS + "test_page_runs_and_loads_nothing_but_our_own_files"],
        [ANSWERS + "test_camera_microphone_and_place_are_refused"],
    ],
    "counting": [
        [SCRIPTS + "test_no_script_reports_a_visit"],
        [COUNTS + "test_download_leads_to_the_file_and_is_counted"],
        [COUNTS + "test_row_holds_nothing_about_anybody"],
    ],
    "logs": [
        [LOGS + "test_log_of_a_wrong_address_holds_no_query_and_no_reader"],
        [
            LOGS + "test_scrub_takes_out_who_and_what",
            LOGS + "test_error_does_not_quote_what_a_reader_typed",
            FINDER + "test_log_does_not_tell_the_answers",
        ],
        [ANSWERS + "test_log_leaves_out_browser_and_referrer"],
        [
            ANSWERS + "test_line_of_a_request_has_these_five_things",
            SERVER + "test_access_log_tells_the_load_and_nobody",
        ],
    ],
    "searching": [
        [ANSWERS + "test_words_of_a_search_stand_in_the_address"],
        [ANSWERS + "test_suggestions_are_asked_here_and_kept_nowhere"],
        [ANSWERS + "test_page_of_results_is_kept_by_nobody"],
        [
            ANSWERS + "test_answers_are_letters_in_the_address",
            FINDER + "test_step_tells_nothing_to_who_reads_the_history",
            ANSWERS + "test_list_of_materials_stands_in_the_address",
        ],
        [MARKS + "test_nothing_of_it_is_stored"],
    ],
    "on-your-device": [
        [
            SCRIPTS + "test_mark_of_the_exit_is_one_letter",
            LEAVING + "test_nothing_is_stored_before_leaving_and_one_letter_after",
            LEAVING + "test_deliberate_visit_shows_the_site_and_takes_the_mark_away",
        ],
        [
            SCRIPTS + "test_copy_is_made_by_its_button_alone",
            ANSWERS + "test_copy_holds_no_name_and_no_list",
        ],
        [
            KEEPING + "test_typed_name_cannot_be_sent",
            SCRIPTS + "test_script_of_contact_cards_sends_nothing",
        ],
        NOT_OURS,
    ],
    "what-we-keep": [
        [
            ANSWERS + "test_no_form_sends_a_message",
            "tests/test_views.py::test_method_other_than_get_and_head_is_refused",
        ],
        ["tests/signin/test_second_factor.py::test_cookies_belong_to_staff_pages_alone"],
        NOT_OURS,
    ],
    "calls": [[SCRIPTS + "test_number_is_dialled_without_a_detour"], NOT_OURS],
    "other-sites": [
        [URLS + "test_page_carries_strict_headers", ANSWERS + "test_way_out_tells_no_referrer"],
        NOT_OURS,
        ["tests/hotlines/test_views.py::test_card_shows_who_answers_and_every_way"],
    ],
}
