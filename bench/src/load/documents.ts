const participant = 'id name role';

/** What the site asks for of a message, but for files. */
const message = `id roomId seq revision kind text isBlocked author { ${participant} }
  replyTo { id seq revision kind text isBlocked author { ${participant} } deletedAt }
  reactions { emoji count participantIds } attachments { id url filename mimeType bytes width height }
  mentions { ${participant} } clientMessageId createdAt editedAt deletedAt`;

/** What the site subscribes to in a room. */
export const roomEventsDocument = `subscription RoomEvents($roomId: ID!, $afterRevision: Int) {
  roomEvents(roomId: $roomId, afterRevision: $afterRevision) {
    __typename
    ... on History { room { id slug title memberCount onlineCount } messages { ${message} } revision truncated }
    ... on MessagePosted { message { ${message} } revision }
    ... on MessageChanged { message { ${message} } revision }
    ... on RoomChanged { room { id slug title memberCount onlineCount } revision }
    ... on TypingChanged { participants { ${participant} } }
    ... on PresenceChanged { onlineCount joined { ${participant} } left { ${participant} } }
    ... on ReadMarkerMoved { participantId seq }
  }
}`;

/** The sender asks for little: it knows what it has sent. */
export const sendMessageDocument = `mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) { id seq revision }
}`;

/** What is asked for after a reconnect where the server replays nothing. */
export const catchUpDocument = `query CatchUp($id: ID!, $after: String) {
  room(id: $id) { messages(first: 100, after: $after) { edges { node { ${message} } } } }
}`;
