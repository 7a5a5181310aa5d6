/**
 * Components of the admin panel, by their path in whoever serves it (see `cms/src/admin`): read-only,
 * where Payload's own JSON editor would be fetched from a content network.
 */
export const jsonView = '/admin/fields/json-view#JsonView';
