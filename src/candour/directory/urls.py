# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.directory import (
    admin_pages,
    admin_sign_in,
    code_pages,
    my_pages,
    my_sign_in,
    organisation_pages,
    views,
)

# allauth looks for its own names of the two pages of it that we have.
urlpatterns: list[URLPattern] = [
    path("sign-in", views.sign_in, name="account_login"),
    path("sign-out", views.sign_out, name="account_logout"),
    path("sign-in/code", code_pages.sign_in_code, name="mfa_authenticate"),
    path("sign-in/organisation", organisation_pages.start, name="organisation_start"),
    path("sign-in/organisation/back", organisation_pages.back, name="organisation_back"),
    path("forgotten-password", code_pages.forgotten, name="forgotten"),
    path("show-that-it-is-you", code_pages.show_that_it_is_you, name="show_that_it_is_you"),
    path("welcome", views.welcome, name="welcome"),
    path(
        "choose-password/<uuid:account_id>/<str:token>",
        views.choose_password,
        name="choose_password",
    ),
    path("acting-for", my_pages.acting_for, name="acting_for"),
    path("me/delegates", my_pages.delegates, name="delegates"),
    path("me/delegates/add", my_pages.add_delegate, name="add_delegate"),
    path("me/delegates/<uuid:grant_id>/end", my_pages.end_delegate, name="end_delegate"),
    path("me/settings", my_pages.my_settings, name="settings"),
    path("me/password", my_pages.change_password, name="change_password"),
    path("me/sign-in", my_sign_in.my_sign_in, name="my_sign_in"),
    path("me/sign-in/code-app", my_sign_in.set_up_app, name="set_up_app"),
    path("me/sign-in/code-app/picture", my_sign_in.app_picture, name="app_picture"),
    path("me/sign-in/code-app/remove", my_sign_in.remove_app, name="remove_app"),
    path("me/sign-in/recovery-codes", my_sign_in.recovery_codes, name="recovery_codes"),
    path("me/sign-in/passkeys/add", my_sign_in.add_passkey, name="add_passkey"),
    path("me/sign-in/passkeys/<int:order>", my_sign_in.remove_passkey, name="remove_passkey"),
    path("me/sign-in/organisation", organisation_pages.link, name="organisation_link"),
    path("me/sign-in/organisation/remove", organisation_pages.unlink, name="organisation_unlink"),
    path("me/sign-in/sessions/others", my_sign_in.end_other_sessions, name="end_other_sessions"),
    path("me/sign-in/sessions/<uuid:sign_in_id>", my_sign_in.end_session, name="end_session"),
    path("admin/people", admin_pages.people_list, name="admin_people"),
    path("admin/people/add", admin_pages.add_person, name="admin_add_person"),
    path("admin/people/<uuid:person_id>", admin_pages.person, name="admin_person"),
    path("admin/people/<uuid:person_id>/posts/add", admin_pages.hold_post, name="admin_hold_post"),
    path("admin/people/<uuid:person_id>/left", admin_pages.record_leaving, name="admin_leave"),
    path(
        "admin/people/<uuid:person_id>/password-link",
        admin_pages.send_password_link,
        name="admin_password_link",
    ),
    path(
        "admin/people/<uuid:person_id>/sessions", admin_sign_in.end_sessions, name="admin_sessions"
    ),
    path(
        "admin/people/<uuid:person_id>/sign-in/<str:what>",
        admin_sign_in.sign_in,
        name="admin_sign_in",
    ),
    path(
        "admin/people/<uuid:person_id>/second-factor",
        admin_sign_in.remove_factor,
        name="admin_remove_factor",
    ),
    path("admin/holdings/<uuid:holding_id>/end", admin_pages.end_holding, name="admin_end_holding"),
    path(
        "admin/requests/<uuid:request_id>/close",
        admin_pages.close_request,
        name="admin_close_request",
    ),
    path("admin/posts", admin_pages.posts, name="admin_posts"),
    path("admin/posts/add", admin_pages.add_post, name="admin_add_post"),
    path("admin/roles", admin_pages.roles, name="admin_roles"),
]
