import { describeNeeds } from '@coco-chat/e2e/servers';
import { expect, test } from '@jest/globals';

import { createMember, createPerson, createRoom, newMessage } from '../../testing/factories';
import { startMongoDatabase } from '../../testing/payload';
import { createStores } from '../create-stores';
import { describeStores } from '../store.contract';

describeNeeds('mongod', 'the stores on MongoDB', () => {
  describeStores(startMongoDatabase);

  test('a database that is away is UNAVAILABLE', async () => {
    const database = await startMongoDatabase();
    const payload = await database.open();
    const { messages, rooms } = await createStores(payload);
    const { id: roomId } = await createRoom(payload);
    const member = await createMember(rooms, roomId, (await createPerson(payload)).id);
    await database.stop();
    const away = { code: 'UNAVAILABLE' };
    await expect(messages.post([newMessage(member)])).rejects.toMatchObject(away);
    await expect(messages.newest(roomId, 1)).rejects.toMatchObject(away);
    await expect(rooms.roomsByIds([roomId])).rejects.toMatchObject(away);
  });
});
