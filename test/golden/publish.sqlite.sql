-- system tables;
CREATE TABLE IF NOT EXISTS "_meta" (
  "name" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY (name)
) STRICT;
CREATE TABLE IF NOT EXISTS "_version" (
  "number" INTEGER NOT NULL,
  "definition" TEXT NOT NULL,
  "note" TEXT,
  "author" TEXT,
  "at" INTEGER NOT NULL,
  "decisions" TEXT,
  PRIMARY KEY (number)
) STRICT;
CREATE TABLE IF NOT EXISTS "_draft" (
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "base" INTEGER NOT NULL,
  "definition" TEXT NOT NULL,
  "by_user" TEXT,
  "at" INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE TABLE IF NOT EXISTS "_draft_edit" (
  "version" INTEGER NOT NULL,
  "by_user" TEXT,
  "at" INTEGER NOT NULL,
  "edits" TEXT NOT NULL,
  PRIMARY KEY (version)
) STRICT;
CREATE TABLE IF NOT EXISTS "_visit" (
  "record" TEXT NOT NULL,
  "pipeline" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "module" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "stage" TEXT NOT NULL,
  "entered_at" INTEGER NOT NULL,
  "left_at" INTEGER,
  "kind" TEXT NOT NULL,
  "reason" TEXT,
  "sub_reason" TEXT,
  "note" TEXT,
  "by_user" TEXT,
  "owner" TEXT,
  "snapshot" TEXT,
  "import" TEXT,
  "transition" TEXT,
  "checks" TEXT,
  PRIMARY KEY (record, pipeline, seq)
) STRICT;
CREATE INDEX IF NOT EXISTS _visit_stage ON "_visit" (pipeline, stage, entered_at);
CREATE TABLE IF NOT EXISTS "_history" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "record" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "by_user" TEXT,
  "kind" TEXT NOT NULL,
  "changes" TEXT,
  "import" TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS _history_record ON "_history" (record, id);
CREATE TABLE IF NOT EXISTS "_outbox" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "at" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "by_user" TEXT,
  "payload" TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS "_sequence" (
  "name" TEXT NOT NULL,
  "next" INTEGER NOT NULL,
  PRIMARY KEY (name)
) STRICT;
CREATE TABLE IF NOT EXISTS "_trash" (
  "id" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "field" TEXT,
  "place" TEXT NOT NULL,
  "definition" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE TABLE IF NOT EXISTS "_job" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "input" TEXT NOT NULL,
  "progress" TEXT,
  "result" TEXT,
  "by_user" TEXT,
  "created_at" INTEGER NOT NULL,
  "due_at" INTEGER NOT NULL,
  "lease_until" INTEGER,
  "attempts" INTEGER NOT NULL,
  "finished_at" INTEGER,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX IF NOT EXISTS _job_due ON "_job" (state, due_at);
CREATE TABLE IF NOT EXISTS "_import_line" (
  "import" TEXT NOT NULL,
  "line" INTEGER NOT NULL,
  "record" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "before" TEXT,
  PRIMARY KEY (import, line)
) STRICT;
CREATE TABLE IF NOT EXISTS "_upload" (
  "id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "bytes" BLOB NOT NULL,
  PRIMARY KEY (id, seq)
) STRICT;
CREATE TABLE IF NOT EXISTS "_import_error" (
  "import" TEXT NOT NULL,
  "line" INTEGER NOT NULL,
  "seq" INTEGER NOT NULL,
  "field" TEXT,
  "value" TEXT,
  "reason" TEXT NOT NULL,
  PRIMARY KEY (import, line, seq)
) STRICT;
CREATE TABLE IF NOT EXISTS "_import_bad_line" (
  "import" TEXT NOT NULL,
  "line" INTEGER NOT NULL,
  "cells" TEXT NOT NULL,
  PRIMARY KEY (import, line)
) STRICT;
CREATE TABLE IF NOT EXISTS "_import_fix" (
  "upload" TEXT NOT NULL,
  "line" INTEGER NOT NULL,
  "heading" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY (upload, line, heading)
) STRICT;
CREATE TABLE IF NOT EXISTS "_view" (
  "id" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "shared" INTEGER NOT NULL,
  "owner" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "definition" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX IF NOT EXISTS _view_owner ON "_view" (owner);
CREATE TABLE IF NOT EXISTS "_preference" (
  "owner" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY (owner, name)
) STRICT;
CREATE TABLE IF NOT EXISTS "_note" (
  "id" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "author" TEXT,
  "at" INTEGER NOT NULL,
  "edited_at" INTEGER,
  "deleted_at" INTEGER,
  "text" TEXT,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX IF NOT EXISTS _note_record ON "_note" (record, id);
CREATE TABLE IF NOT EXISTS "_file" (
  "id" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "record" TEXT,
  "name" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "by_user" TEXT,
  "at" INTEGER NOT NULL,
  "dropped_at" INTEGER,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX IF NOT EXISTS _file_record ON "_file" (record);
CREATE TABLE IF NOT EXISTS "_file_piece" (
  "id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "bytes" BLOB NOT NULL,
  PRIMARY KEY (id, seq)
) STRICT;
CREATE TABLE IF NOT EXISTS "_approval" (
  "id" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "pipeline" TEXT NOT NULL,
  "transition" TEXT NOT NULL,
  "from_stage" TEXT NOT NULL,
  "to_stage" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "asked_by" TEXT,
  "asked_at" INTEGER NOT NULL,
  "answers" TEXT NOT NULL,
  "decided_by" TEXT,
  "decided_at" INTEGER,
  "comment" TEXT,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX IF NOT EXISTS _approval_record ON "_approval" (record);
CREATE INDEX IF NOT EXISTS _approval_waiting ON "_approval" (module, asked_at) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS "_score_history" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "module" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "card" TEXT NOT NULL,
  "score" INTEGER,
  "tier" TEXT,
  "at" INTEGER NOT NULL,
  "version" INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS _score_history_record ON "_score_history" (record);
CREATE TABLE IF NOT EXISTS "_conversion" (
  "id" TEXT NOT NULL,
  "conversion" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "by_user" TEXT,
  "state" TEXT NOT NULL,
  "made" TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX IF NOT EXISTS _conversion_record ON "_conversion" (record);
CREATE TABLE IF NOT EXISTS "_merge" (
  "id" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "kept" TEXT NOT NULL,
  "dropped" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "by_user" TEXT,
  "state" TEXT NOT NULL,
  "changes" TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX IF NOT EXISTS _merge_dropped ON "_merge" (dropped);
CREATE INDEX IF NOT EXISTS _merge_kept ON "_merge" (kept);
CREATE TABLE IF NOT EXISTS "_notification" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "recipient" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "module" TEXT,
  "record" TEXT,
  "by_user" TEXT,
  "payload" TEXT,
  "read_at" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS _notification_of ON "_notification" (recipient, id);
CREATE INDEX IF NOT EXISTS _notification_unread ON "_notification" (recipient, id) WHERE read_at IS NULL;
-- create;
CREATE TABLE "account" (
  "_id" TEXT NOT NULL PRIMARY KEY,
  "_version" INTEGER NOT NULL,
  "_owner" TEXT,
  "_created_at" INTEGER NOT NULL,
  "_created_by" TEXT,
  "_updated_at" INTEGER NOT NULL,
  "_updated_by" TEXT,
  "_deleted_at" INTEGER,
  "_import" TEXT,
  "name" TEXT,
  "industry" TEXT,
  "secret" TEXT
) STRICT;
CREATE TABLE "deal" (
  "_id" TEXT NOT NULL PRIMARY KEY,
  "_version" INTEGER NOT NULL,
  "_owner" TEXT,
  "_created_at" INTEGER NOT NULL,
  "_created_by" TEXT,
  "_updated_at" INTEGER NOT NULL,
  "_updated_by" TEXT,
  "_deleted_at" INTEGER,
  "_import" TEXT,
  "_stage" TEXT,
  "_stage_at" INTEGER,
  "_stage_due" INTEGER,
  "_regressions" INTEGER,
  "number" TEXT,
  "name" TEXT,
  "amount" INTEGER,
  "account" TEXT REFERENCES "account" ("_id"),
  "closes" TEXT,
  "source" TEXT,
  "tags" TEXT,
  "loss" TEXT,
  "discount" INTEGER,
  "approver" TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS "_i_account_494f8a478a" ON "account" ("_import") WHERE "_import" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "_u_account_ecbf44ecde" ON "account" ("name") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_2d3aa9cf7d" ON "deal" ("source", "closes", "_id", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_326e180200" ON "deal" ("_import") WHERE "_import" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4edb4fe508" ON "deal" ("_stage", "amount", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4fa3825367" ON "deal" ("amount", "_id", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4feaa0e71f" ON "deal" ("_owner", "_id", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_5db95f38a4" ON "deal" ("_stage", "_id", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_b375d9feff" ON "deal" ("account", "_id");
CREATE UNIQUE INDEX IF NOT EXISTS "_u_deal_03e72f5082" ON "deal" ("number") WHERE "_deleted_at" IS NULL;
-- change;
DROP INDEX IF EXISTS "_i_deal_2d3aa9cf7d";
DROP INDEX IF EXISTS "_i_deal_4edb4fe508";
DROP INDEX IF EXISTS "_i_deal_4fa3825367";
CREATE TABLE "visit_note" (
  "_id" TEXT NOT NULL PRIMARY KEY,
  "_version" INTEGER NOT NULL,
  "_owner" TEXT,
  "_created_at" INTEGER NOT NULL,
  "_created_by" TEXT,
  "_updated_at" INTEGER NOT NULL,
  "_updated_by" TEXT,
  "_deleted_at" INTEGER,
  "_import" TEXT,
  "text" TEXT,
  "deal" TEXT REFERENCES "deal" ("_id"),
  "at" INTEGER,
  "done" INTEGER,
  "score" INTEGER
) STRICT;
ALTER TABLE "deal" RENAME COLUMN "closes" TO "_trash_2_closes";
ALTER TABLE "deal" ADD COLUMN "_fresh_amount" INTEGER;
ALTER TABLE "deal" RENAME COLUMN "amount" TO "_trash_2_amount";
ALTER TABLE "deal" RENAME COLUMN "_fresh_amount" TO "amount";
CREATE INDEX IF NOT EXISTS "_i_deal_0ac85d324c" ON "deal" ("source", "_id", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4edb4fe508" ON "deal" ("_stage", "amount", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4fa3825367" ON "deal" ("amount", "_id", "_deleted_at") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_visit_note_97621f6e46" ON "visit_note" ("deal", "_id");
CREATE INDEX IF NOT EXISTS "_i_visit_note_b75c6b6324" ON "visit_note" ("_import") WHERE "_import" IS NOT NULL;
