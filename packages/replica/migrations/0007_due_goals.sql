CREATE TABLE `due_goals` (
	`goal_id` text PRIMARY KEY NOT NULL,
	`outlook_stale` integer NOT NULL,
	`unpublished` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `ledger_update`;--> statement-breakpoint
CREATE INDEX `ledger_update` ON `ledger` (`update_seq`) WHERE update_seq IS NOT NULL;--> statement-breakpoint
DROP INDEX `updates_waiting`;--> statement-breakpoint
CREATE INDEX `updates_waiting` ON `updates` (`acked_seq`) WHERE origin = 'local';