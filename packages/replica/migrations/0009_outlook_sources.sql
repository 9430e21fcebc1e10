PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_outlooks` (
	`goal_id` text NOT NULL,
	`today` text NOT NULL,
	`source` text NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`goal_id`, `source`)
);
--> statement-breakpoint
INSERT INTO `__new_outlooks`("goal_id", "today", "source", "json") SELECT "goal_id", "today", "source", "json" FROM `outlooks`;--> statement-breakpoint
DROP TABLE `outlooks`;--> statement-breakpoint
ALTER TABLE `__new_outlooks` RENAME TO `outlooks`;--> statement-breakpoint
PRAGMA foreign_keys=ON;