CREATE TABLE `column_codes` (
	`code` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `column_pages` (
	`collection` text NOT NULL,
	`owner_id` text NOT NULL,
	`year` integer NOT NULL,
	`bytes` blob,
	PRIMARY KEY(`collection`, `owner_id`, `year`)
);
--> statement-breakpoint
CREATE INDEX `column_pages_stale` ON `column_pages` (`collection`) WHERE bytes IS NULL;--> statement-breakpoint
CREATE TABLE `counter_months` (
	`counter_id` text NOT NULL,
	`month` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`counter_id`, `month`)
);
--> statement-breakpoint
DROP TABLE `counter_days`;--> statement-breakpoint
DELETE FROM `meta` WHERE `key` = 'derived_by';
