// Written by hand, as Payload knows nothing of full-text indexes; checked and committed, then never changed.
import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-sqlite'

/**
 * What `chat-server/src/store/sqlite/search.ts` finds messages by: blocks of them. Rooms are indexed anew,
 * each when it is first searched, or when people have gone on in it.
 */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`chat_message_terms\`;`)
  await db.run(sql`DROP TABLE \`chat_search_rooms\`;`)
  // The number of a room that was deleted is given to no other.
  await db.run(sql`CREATE TABLE \`chat_search_rooms\` (
  	\`number\` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  	\`room_id\` text(36) NOT NULL UNIQUE,
  	\`indexed_to\` integer NOT NULL,
  	FOREIGN KEY (\`room_id\`) REFERENCES \`chat_rooms\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE VIRTUAL TABLE \`chat_search_entries\` USING fts5(terms, content='', contentless_delete=1, tokenize='ascii', detail='none');`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`chat_search_entries\`;`)
  await db.run(sql`DROP TABLE \`chat_search_rooms\`;`)
  await db.run(sql`CREATE TABLE \`chat_search_rooms\` (
  	\`number\` integer PRIMARY KEY NOT NULL,
  	\`room_id\` text(36) NOT NULL UNIQUE,
  	\`indexed_from\` integer NOT NULL,
  	FOREIGN KEY (\`room_id\`) REFERENCES \`chat_rooms\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE VIRTUAL TABLE \`chat_message_terms\` USING fts5(terms, content='', contentless_delete=1, tokenize='ascii', detail='none');`)
}
