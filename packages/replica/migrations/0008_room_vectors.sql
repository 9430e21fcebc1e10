ALTER TABLE `rooms` ADD `snapshot_vector` blob;--> statement-breakpoint
ALTER TABLE `rooms` ADD `snapshot_deletions` blob;