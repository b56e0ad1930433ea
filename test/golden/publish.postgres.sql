-- system tables;
CREATE TABLE IF NOT EXISTS "_meta" (
  "name" TEXT COLLATE "C" NOT NULL,
  "value" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (name)
);
CREATE TABLE IF NOT EXISTS "_version" (
  "number" BIGINT NOT NULL,
  "definition" TEXT COLLATE "C" NOT NULL,
  "note" TEXT COLLATE "C",
  "author" TEXT COLLATE "C",
  "at" BIGINT NOT NULL,
  "decisions" JSONB,
  PRIMARY KEY (number)
);
CREATE TABLE IF NOT EXISTS "_draft" (
  "id" TEXT COLLATE "C" NOT NULL,
  "version" BIGINT NOT NULL,
  "base" BIGINT NOT NULL,
  "definition" TEXT COLLATE "C" NOT NULL,
  "by_user" TEXT COLLATE "C",
  "at" BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS "_draft_edit" (
  "version" BIGINT NOT NULL,
  "by_user" TEXT COLLATE "C",
  "at" BIGINT NOT NULL,
  "edits" JSONB NOT NULL,
  PRIMARY KEY (version)
);
CREATE TABLE IF NOT EXISTS "_visit" (
  "record" TEXT COLLATE "C" NOT NULL,
  "pipeline" TEXT COLLATE "C" NOT NULL,
  "seq" BIGINT NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "version" BIGINT NOT NULL,
  "stage" TEXT COLLATE "C" NOT NULL,
  "entered_at" BIGINT NOT NULL,
  "left_at" BIGINT,
  "kind" TEXT COLLATE "C" NOT NULL,
  "reason" TEXT COLLATE "C",
  "sub_reason" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "by_user" TEXT COLLATE "C",
  "owner" TEXT COLLATE "C",
  "snapshot" JSONB,
  "import" TEXT COLLATE "C",
  "transition" TEXT COLLATE "C",
  "checks" JSONB,
  PRIMARY KEY (record, pipeline, seq)
);
CREATE INDEX IF NOT EXISTS _visit_stage ON "_visit" (pipeline, stage, entered_at);
CREATE TABLE IF NOT EXISTS "_history" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "record" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "version" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "by_user" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C" NOT NULL,
  "changes" JSONB,
  "import" TEXT COLLATE "C"
);
CREATE INDEX IF NOT EXISTS _history_record ON "_history" (record, id);
CREATE TABLE IF NOT EXISTS "_outbox" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "at" BIGINT NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "record" TEXT COLLATE "C" NOT NULL,
  "version" BIGINT NOT NULL,
  "by_user" TEXT COLLATE "C",
  "payload" JSONB
);
CREATE TABLE IF NOT EXISTS "_sequence" (
  "name" TEXT COLLATE "C" NOT NULL,
  "next" BIGINT NOT NULL,
  PRIMARY KEY (name)
);
CREATE TABLE IF NOT EXISTS "_trash" (
  "id" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "field" TEXT COLLATE "C",
  "place" TEXT COLLATE "C" NOT NULL,
  "definition" JSONB NOT NULL,
  "at" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS "_job" (
  "id" TEXT COLLATE "C" NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "state" TEXT COLLATE "C" NOT NULL,
  "input" JSONB NOT NULL,
  "progress" JSONB,
  "result" JSONB,
  "by_user" TEXT COLLATE "C",
  "created_at" BIGINT NOT NULL,
  "due_at" BIGINT NOT NULL,
  "lease_until" BIGINT,
  "attempts" BIGINT NOT NULL,
  "finished_at" BIGINT,
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS _job_due ON "_job" (state, due_at);
CREATE TABLE IF NOT EXISTS "_import_line" (
  "import" TEXT COLLATE "C" NOT NULL,
  "line" BIGINT NOT NULL,
  "record" TEXT COLLATE "C" NOT NULL,
  "action" TEXT COLLATE "C" NOT NULL,
  "before" JSONB,
  PRIMARY KEY (import, line)
);
CREATE TABLE IF NOT EXISTS "_upload" (
  "id" TEXT COLLATE "C" NOT NULL,
  "seq" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "bytes" BYTEA NOT NULL,
  PRIMARY KEY (id, seq)
);
CREATE TABLE IF NOT EXISTS "_import_error" (
  "import" TEXT COLLATE "C" NOT NULL,
  "line" BIGINT NOT NULL,
  "seq" BIGINT NOT NULL,
  "field" TEXT COLLATE "C",
  "value" TEXT COLLATE "C",
  "reason" JSONB NOT NULL,
  PRIMARY KEY (import, line, seq)
);
CREATE TABLE IF NOT EXISTS "_import_bad_line" (
  "import" TEXT COLLATE "C" NOT NULL,
  "line" BIGINT NOT NULL,
  "cells" JSONB NOT NULL,
  PRIMARY KEY (import, line)
);
CREATE TABLE IF NOT EXISTS "_import_fix" (
  "upload" TEXT COLLATE "C" NOT NULL,
  "line" BIGINT NOT NULL,
  "heading" TEXT COLLATE "C" NOT NULL,
  "value" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (upload, line, heading)
);
CREATE TABLE IF NOT EXISTS "_view" (
  "id" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "label" TEXT COLLATE "C" NOT NULL,
  "shared" BIGINT NOT NULL,
  "owner" TEXT COLLATE "C" NOT NULL,
  "version" BIGINT NOT NULL,
  "definition" TEXT COLLATE "C" NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS _view_owner ON "_view" (owner);
CREATE TABLE IF NOT EXISTS "_preference" (
  "owner" TEXT COLLATE "C" NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "value" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, name)
);
CREATE TABLE IF NOT EXISTS "_note" (
  "id" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "record" TEXT COLLATE "C" NOT NULL,
  "author" TEXT COLLATE "C",
  "at" BIGINT NOT NULL,
  "edited_at" BIGINT,
  "deleted_at" BIGINT,
  "text" TEXT COLLATE "C",
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS _note_record ON "_note" (record, id);
CREATE TABLE IF NOT EXISTS "_file" (
  "id" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "field" TEXT COLLATE "C" NOT NULL,
  "record" TEXT COLLATE "C",
  "name" TEXT COLLATE "C" NOT NULL,
  "size" BIGINT NOT NULL,
  "by_user" TEXT COLLATE "C",
  "at" BIGINT NOT NULL,
  "dropped_at" BIGINT,
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS _file_record ON "_file" (record);
CREATE TABLE IF NOT EXISTS "_file_piece" (
  "id" TEXT COLLATE "C" NOT NULL,
  "seq" BIGINT NOT NULL,
  "bytes" BYTEA NOT NULL,
  PRIMARY KEY (id, seq)
);
CREATE TABLE IF NOT EXISTS "_approval" (
  "id" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "record" TEXT COLLATE "C" NOT NULL,
  "pipeline" TEXT COLLATE "C" NOT NULL,
  "transition" TEXT COLLATE "C" NOT NULL,
  "from_stage" TEXT COLLATE "C" NOT NULL,
  "to_stage" TEXT COLLATE "C" NOT NULL,
  "state" TEXT COLLATE "C" NOT NULL,
  "asked_by" TEXT COLLATE "C",
  "asked_at" BIGINT NOT NULL,
  "answers" JSONB NOT NULL,
  "decided_by" TEXT COLLATE "C",
  "decided_at" BIGINT,
  "comment" TEXT COLLATE "C",
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS _approval_record ON "_approval" (record);
CREATE INDEX IF NOT EXISTS _approval_waiting ON "_approval" (module, asked_at) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS "_score_history" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "module" TEXT COLLATE "C" NOT NULL,
  "record" TEXT COLLATE "C" NOT NULL,
  "card" TEXT COLLATE "C" NOT NULL,
  "score" BIGINT,
  "tier" TEXT COLLATE "C",
  "at" BIGINT NOT NULL,
  "version" BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS _score_history_record ON "_score_history" (record);
CREATE TABLE IF NOT EXISTS "_conversion" (
  "id" TEXT COLLATE "C" NOT NULL,
  "conversion" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "record" TEXT COLLATE "C" NOT NULL,
  "at" BIGINT NOT NULL,
  "by_user" TEXT COLLATE "C",
  "state" TEXT COLLATE "C" NOT NULL,
  "made" JSONB NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS _conversion_record ON "_conversion" (record);
CREATE TABLE IF NOT EXISTS "_merge" (
  "id" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C" NOT NULL,
  "kept" TEXT COLLATE "C" NOT NULL,
  "dropped" TEXT COLLATE "C" NOT NULL,
  "at" BIGINT NOT NULL,
  "by_user" TEXT COLLATE "C",
  "state" TEXT COLLATE "C" NOT NULL,
  "changes" JSONB NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS _merge_dropped ON "_merge" (dropped);
CREATE INDEX IF NOT EXISTS _merge_kept ON "_merge" (kept);
CREATE TABLE IF NOT EXISTS "_notification" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "recipient" TEXT COLLATE "C" NOT NULL,
  "at" BIGINT NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  "module" TEXT COLLATE "C",
  "record" TEXT COLLATE "C",
  "by_user" TEXT COLLATE "C",
  "payload" JSONB,
  "read_at" BIGINT
);
CREATE INDEX IF NOT EXISTS _notification_of ON "_notification" (recipient, id);
CREATE INDEX IF NOT EXISTS _notification_unread ON "_notification" (recipient, id) WHERE read_at IS NULL;
-- create;
CREATE TABLE "account" (
  "_id" TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  "_version" BIGINT NOT NULL,
  "_owner" TEXT COLLATE "C",
  "_created_at" BIGINT NOT NULL,
  "_created_by" TEXT COLLATE "C",
  "_updated_at" BIGINT NOT NULL,
  "_updated_by" TEXT COLLATE "C",
  "_deleted_at" BIGINT,
  "_import" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "industry" TEXT COLLATE "C",
  "secret" TEXT COLLATE "C"
);
CREATE TABLE "deal" (
  "_id" TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  "_version" BIGINT NOT NULL,
  "_owner" TEXT COLLATE "C",
  "_created_at" BIGINT NOT NULL,
  "_created_by" TEXT COLLATE "C",
  "_updated_at" BIGINT NOT NULL,
  "_updated_by" TEXT COLLATE "C",
  "_deleted_at" BIGINT,
  "_import" TEXT COLLATE "C",
  "_stage" TEXT COLLATE "C",
  "_stage_at" BIGINT,
  "_stage_due" BIGINT,
  "_regressions" BIGINT,
  "number" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "amount" BIGINT,
  "account" TEXT COLLATE "C",
  "closes" DATE,
  "source" TEXT COLLATE "C",
  "tags" JSONB,
  "loss" TEXT COLLATE "C",
  "discount" BIGINT,
  "approver" TEXT COLLATE "C"
);
ALTER TABLE "deal" ADD FOREIGN KEY ("account") REFERENCES "account" ("_id");
CREATE INDEX IF NOT EXISTS "_i_account_494f8a478a" ON "account" ("_import" NULLS FIRST) WHERE "_import" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "_u_account_ecbf44ecde" ON "account" ("name") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_2d3aa9cf7d" ON "deal" ("source" NULLS FIRST, "closes" NULLS FIRST, "_id") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_326e180200" ON "deal" ("_import" NULLS FIRST) WHERE "_import" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4edb4fe508" ON "deal" ("_stage" NULLS FIRST, "amount" NULLS FIRST) WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4fa3825367" ON "deal" ("amount" NULLS FIRST, "_id") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4feaa0e71f" ON "deal" ("_owner" NULLS FIRST, "_id") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_5db95f38a4" ON "deal" ("_stage" NULLS FIRST, "_id") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_b375d9feff" ON "deal" ("account" NULLS FIRST, "_id");
CREATE UNIQUE INDEX IF NOT EXISTS "_u_deal_03e72f5082" ON "deal" ("number") WHERE "_deleted_at" IS NULL;
-- change;
DROP INDEX IF EXISTS "_i_deal_2d3aa9cf7d";
DROP INDEX IF EXISTS "_i_deal_4edb4fe508";
DROP INDEX IF EXISTS "_i_deal_4fa3825367";
CREATE TABLE "visit_note" (
  "_id" TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  "_version" BIGINT NOT NULL,
  "_owner" TEXT COLLATE "C",
  "_created_at" BIGINT NOT NULL,
  "_created_by" TEXT COLLATE "C",
  "_updated_at" BIGINT NOT NULL,
  "_updated_by" TEXT COLLATE "C",
  "_deleted_at" BIGINT,
  "_import" TEXT COLLATE "C",
  "text" TEXT COLLATE "C",
  "deal" TEXT COLLATE "C",
  "at" BIGINT,
  "done" BOOLEAN,
  "score" BIGINT
);
ALTER TABLE "visit_note" ADD FOREIGN KEY ("deal") REFERENCES "deal" ("_id");
ALTER TABLE "deal" RENAME COLUMN "closes" TO "_trash_2_closes";
ALTER TABLE "deal" ADD COLUMN "_fresh_amount" BIGINT;
ALTER TABLE "deal" RENAME COLUMN "amount" TO "_trash_2_amount";
ALTER TABLE "deal" RENAME COLUMN "_fresh_amount" TO "amount";
CREATE INDEX IF NOT EXISTS "_i_deal_0ac85d324c" ON "deal" ("source" NULLS FIRST, "_id") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4edb4fe508" ON "deal" ("_stage" NULLS FIRST, "amount" NULLS FIRST) WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_deal_4fa3825367" ON "deal" ("amount" NULLS FIRST, "_id") WHERE "_deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "_i_visit_note_97621f6e46" ON "visit_note" ("deal" NULLS FIRST, "_id");
CREATE INDEX IF NOT EXISTS "_i_visit_note_b75c6b6324" ON "visit_note" ("_import" NULLS FIRST) WHERE "_import" IS NOT NULL;
