DROP TABLE `events`;--> statement-breakpoint
DROP TABLE `goal_days`;--> statement-breakpoint
DROP TABLE `pending_days`;