CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`member_id` text NOT NULL,
	`scopes` text NOT NULL,
	`token_hash` text NOT NULL,
	`webhook_secret` text,
	`created_at` text NOT NULL,
	`created_by` text NOT NULL,
	`last_used_at` text,
	`revoked_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_token_hash_unique` ON `api_keys` (`token_hash`);--> statement-breakpoint
CREATE TABLE `webhook_events` (
	`key_id` text NOT NULL,
	`event_id` text NOT NULL,
	`at` text NOT NULL,
	`body_hash` text NOT NULL,
	`outcome` text NOT NULL,
	PRIMARY KEY(`key_id`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `webhook_events_at` ON `webhook_events` (`at`);