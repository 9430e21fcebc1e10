CREATE TABLE `counter_days` (
	`counter_id` text NOT NULL,
	`date` text NOT NULL,
	`amount` integer NOT NULL,
	`weight` integer NOT NULL,
	PRIMARY KEY(`counter_id`, `date`)
);
--> statement-breakpoint
CREATE TABLE `events` (
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`outcome` text NOT NULL,
	`counts_on` text NOT NULL,
	`amount_minor` integer,
	`currency` text,
	`probability` integer,
	`opened_on` text,
	`due_on` text,
	`product_id` text,
	`pipeline_id` text,
	`activity_kind` text,
	`tags` text,
	`credits` text,
	PRIMARY KEY(`collection`, `record_id`)
);
--> statement-breakpoint
CREATE INDEX `events_day` ON `events` (`counts_on`);--> statement-breakpoint
CREATE INDEX `events_owner` ON `events` (`owner_id`,`collection`,`counts_on`);--> statement-breakpoint
CREATE INDEX `events_shared` ON `events` (`counts_on`) WHERE credits IS NOT NULL;--> statement-breakpoint
CREATE TABLE `foreign_credits` (
	`counter_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`counter_id`, `owner_id`)
);
--> statement-breakpoint
CREATE TABLE `ledger` (
	`id` text PRIMARY KEY NOT NULL,
	`update_seq` integer,
	`at` text NOT NULL,
	`on` text NOT NULL,
	`room` text NOT NULL,
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`imported` integer NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `ledger_on` ON `ledger` (`on`);--> statement-breakpoint
CREATE INDEX `ledger_update` ON `ledger` (`update_seq`);--> statement-breakpoint
CREATE TABLE `open_cells` (
	`counter_id` text NOT NULL,
	`opened_on` text NOT NULL,
	`probability` integer NOT NULL,
	`amount` integer NOT NULL,
	`count` integer NOT NULL,
	`count_without_amount` integer NOT NULL,
	PRIMARY KEY(`counter_id`, `opened_on`, `probability`)
);
--> statement-breakpoint
CREATE TABLE `outlooks` (
	`goal_id` text PRIMARY KEY NOT NULL,
	`today` text NOT NULL,
	`source` text NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `pending_days` (
	`update_seq` integer NOT NULL,
	`counter_id` text NOT NULL,
	`date` text NOT NULL,
	`amount` integer NOT NULL,
	`weight` integer NOT NULL,
	PRIMARY KEY(`counter_id`, `date`, `update_seq`)
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_snapshots` (
	`goal_id` text NOT NULL,
	`date` text NOT NULL,
	`value` integer,
	`target` integer,
	`attainment` text,
	`health` text NOT NULL,
	`forecast` text,
	`engine_version` integer NOT NULL,
	`backfilled` integer NOT NULL,
	`is_final` integer DEFAULT false NOT NULL,
	`taken_at` text NOT NULL,
	PRIMARY KEY(`goal_id`, `date`)
);
--> statement-breakpoint
INSERT INTO `__new_snapshots`("goal_id", "date", "value", "target", "attainment", "health", "forecast", "engine_version", "backfilled", "is_final", "taken_at") SELECT "goal_id", "date", "value", "target", "attainment", "health", "forecast", "engine_version", "backfilled", 0, "taken_at" FROM `snapshots`;--> statement-breakpoint
DROP TABLE `snapshots`;--> statement-breakpoint
ALTER TABLE `__new_snapshots` RENAME TO `snapshots`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `snapshots_day` ON `snapshots` (`date`);