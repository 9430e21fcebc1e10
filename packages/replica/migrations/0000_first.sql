CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`sentence` text NOT NULL,
	`room` text,
	`collection` text,
	`record_id` text,
	`goal_ids` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `events` (
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`counts_on` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`product_id` text,
	`activity_kind` text,
	PRIMARY KEY(`collection`, `record_id`)
);
--> statement-breakpoint
CREATE INDEX `events_day` ON `events` (`counts_on`);--> statement-breakpoint
CREATE INDEX `events_owner` ON `events` (`owner_id`,`collection`,`counts_on`);--> statement-breakpoint
CREATE TABLE `feed` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`room` text,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `feed_key` ON `feed` (`kind`,`key`);--> statement-breakpoint
CREATE TABLE `goal_days` (
	`goal_id` text NOT NULL,
	`date` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`goal_id`, `date`)
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `pending_days` (
	`update_seq` integer NOT NULL,
	`goal_id` text NOT NULL,
	`date` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`goal_id`, `date`, `update_seq`)
);
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`collection` text NOT NULL,
	`id` text NOT NULL,
	`room` text NOT NULL,
	`reason` text NOT NULL,
	`json` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`collection`, `id`)
);
--> statement-breakpoint
CREATE TABLE `records` (
	`collection` text NOT NULL,
	`id` text NOT NULL,
	`room` text NOT NULL,
	`owner_id` text,
	`external_id` text,
	`is_deleted` integer NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`collection`, `id`)
);
--> statement-breakpoint
CREATE INDEX `records_owner` ON `records` (`collection`,`owner_id`);--> statement-breakpoint
CREATE INDEX `records_external` ON `records` (`collection`,`external_id`);--> statement-breakpoint
CREATE TABLE `refusals` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`room` text NOT NULL,
	`changes` text NOT NULL,
	`code` text NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `results` (
	`goal_id` text PRIMARY KEY NOT NULL,
	`input_hash` text NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rooms` (
	`room` text PRIMARY KEY NOT NULL,
	`snapshot` blob,
	`snapshot_seq` integer DEFAULT 0 NOT NULL,
	`synced_at` text
);
--> statement-breakpoint
CREATE TABLE `server_results` (
	`goal_id` text PRIMARY KEY NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `snapshots` (
	`goal_id` text NOT NULL,
	`date` text NOT NULL,
	`value` integer NOT NULL,
	`target` integer,
	`attainment` text,
	`health` text NOT NULL,
	`forecast` text,
	`engine_version` integer NOT NULL,
	`backfilled` integer NOT NULL,
	`taken_at` text NOT NULL,
	PRIMARY KEY(`goal_id`, `date`)
);
--> statement-breakpoint
CREATE INDEX `snapshots_day` ON `snapshots` (`date`);--> statement-breakpoint
CREATE TABLE `updates` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`room` text NOT NULL,
	`bytes` blob NOT NULL,
	`origin` text NOT NULL,
	`actor_id` text,
	`at` text NOT NULL,
	`changes` text,
	`acked_seq` integer
);
--> statement-breakpoint
CREATE INDEX `updates_room` ON `updates` (`room`,`seq`);--> statement-breakpoint
CREATE INDEX `updates_waiting` ON `updates` (`origin`,`acked_seq`);