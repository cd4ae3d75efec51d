# SPDX-License-Identifier: MIT
from django.urls import path

from candour.registers.intake.views import claims, results, steps

urlpatterns = [
    path("claims", claims.claims, name="claims"),
    path("claims/cards", claims.card_holders, name="card_holders"),
    path("claims/cards/holder", claims.card_holder, name="card_holder"),
    path("claims/cards/<int:pk>/ask", claims.claim_ask, name="claim_ask"),
    path("claims/<slug:kind>/<int:pk>", claims.claim_explain, name="claim_explain"),
    path("import", steps.import_history, name="imports"),
    path("import/new", steps.import_new, name="import_new"),
    path("import/<uuid:import_id>", results.import_result, name="import_result"),
    path("import/<uuid:import_id>/bad-rows", results.import_bad_rows, name="import_bad_rows"),
    path("import/<uuid:import_id>/check", steps.import_check, name="import_check"),
    path("import/<uuid:import_id>/columns", steps.import_columns, name="import_columns"),
    path("import/<uuid:import_id>/fix/<slug:problem>", steps.import_fix, name="import_fix"),
    path("import/<uuid:import_id>/forget", steps.import_forget, name="import_forget"),
    path("import/<uuid:import_id>/mended", steps.import_mended, name="import_mended"),
    path("imported/<slug:kind>", results.imported_rows, name="imported_rows"),
    path("imported/<slug:kind>/export", results.imported_export, name="imported_export"),
]
