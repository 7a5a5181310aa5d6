// Makes a new mongod what the servers need: the one member of the replica set rs0, with a user that may
// read and write the product's database and nothing else. Does no harm to one that is so already; a
// changed password is taken over. Run once by docker-compose.yml before the servers start.
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

import { MongoClient, MongoServerError } from 'mongodb';

/** How long mongod may take to start and to become primary. Milliseconds. */
const patience = 120_000;

const codes = { alreadyInitialized: 23, notYetInitialized: 94, userExists: 51003 };

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

/** @param {unknown} error @param {number} code */
const hasCode = (error, code) => error instanceof MongoServerError && error.code === code;

/** @param {import('mongodb').Db} admin @param {string} host as the servers know the member */
async function initiate(admin, host) {
  try {
    await admin.command({
      replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] },
    });
    console.log(`mongo: initiated rs0 with ${host}`);
  } catch (error) {
    if (!hasCode(error, codes.alreadyInitialized)) throw error;
  }
}

/** @param {import('mongodb').Db} admin */
async function untilPrimary(admin) {
  const deadline = Date.now() + patience;
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
    if (Date.now() > deadline) throw new Error('mongod did not become primary.');
    await pause(200);
  }
}

/** @param {import('mongodb').Db} database @param {string} user @param {string} pwd */
async function allow(database, user, pwd) {
  const roles = [{ role: 'readWrite', db: database.databaseName }];
  try {
    await database.command({ createUser: user, pwd, roles });
    console.log(`mongo: made the user ${user}`);
  } catch (error) {
    if (!hasCode(error, codes.userExists)) throw error;
    await database.command({ updateUser: user, pwd, roles });
  }
}

const host = required('MONGO_HOST');
const client = new MongoClient(`mongodb://${host}/`, {
  auth: { username: 'root', password: required('MONGO_ROOT_PASSWORD') },
  directConnection: true,
  serverSelectionTimeoutMS: patience,
});
try {
  const admin = client.db('admin');
  await initiate(admin, host);
  await untilPrimary(admin);
  await allow(
    client.db(required('MONGO_DATABASE')),
    required('MONGO_USER'),
    required('MONGO_PASSWORD'),
  );
  console.log('mongo: ready');
} catch (error) {
  console.error(`mongo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await client.close();
}
