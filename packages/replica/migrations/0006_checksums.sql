ALTER TABLE `rooms` ADD `snapshot_checksum` integer;--> statement-breakpoint
ALTER TABLE `updates` ADD `checksum` integer;