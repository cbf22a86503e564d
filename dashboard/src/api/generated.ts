/* generated: `make generate` writes this file from the server's OpenAPI document. Do not edit. */

export interface components {
  schemas: {
    Visibility: "own" | "own_unassigned" | "all";
    Capability:
      | "inbox.see_all"
      | "inbox.take"
      | "inbox.assign"
      | "inbox.reply"
      | "inbox.resolve"
      | "channels.manage"
      | "members.see"
      | "api_keys.manage"
      | "contacts.see_phone"
      | "parked.see"
      | "settings.manage";
    Me: {
      person: { id: string; name: string; login: string; email: string | null };
      workspace: {
        id: string;
        name: string;
        time_zone: string;
        locale: string;
        visibility: components["schemas"]["Visibility"];
        status: string;
      };
      member: {
        id: string;
        role: "owner" | "manager" | "agent";
        capabilities: string[];
      };
      workspaces: { id: string; name: string }[];
      realtime: { epoch: string; seq: number };
      version: string;
    };
    NumberRef: { id: string; display_phone_number: string; name: string };
    ContactRef: {
      id: string;
      name: string | null;
      profile_name: string | null;
      phone: string | null;
      username: string | null;
    };
    MemberRef: { id: string; name: string };
    Direction: "in" | "out";
    MessageStatus:
      | "received"
      | "queued"
      | "sending"
      | "accepted"
      | "sent"
      | "delivered"
      | "read"
      | "played"
      | "failed"
      | "unknown";
    LastMessage: {
      id: string;
      direction: components["schemas"]["Direction"];
      type: string;
      text: string | null;
      status: string;
      at: string;
    };
    ConversationOut: {
      id: string;
      number: components["schemas"]["NumberRef"];
      contact: components["schemas"]["ContactRef"];
      status: "open" | "resolved";
      assignee: components["schemas"]["MemberRef"] | null;
      unread: number;
      last_message: components["schemas"]["LastMessage"] | null;
      last_message_at: string | null;
      window_expires_at: string | null;
      waiting_since: string | null;
      seq: number;
      last_message_seq: number;
    };
    MediaOut: {
      id: string;
      kind: string;
      mime_type: string;
      state: "waiting" | "stored" | "failed" | "expired";
      size: number | null;
      width: number | null;
      height: number | null;
      thumbnail: boolean;
      caption: string | null;
      file_name: string;
      reason: string | null;
    };
    MessageOut: {
      id: string;
      conversation_id: string;
      direction: components["schemas"]["Direction"];
      origin: "live" | "echo" | "history" | "import";
      type: string;
      text: string | null;
      media: components["schemas"]["MediaOut"] | null;
      status: components["schemas"]["MessageStatus"];
      wamid: string | null;
      client_id: string | null;
      author: components["schemas"]["MemberRef"] | null;
      reply_to: { id: string | null; wamid: string | null } | null;
      template: { name: string; language: string } | null;
      sent_at: string;
      stored_at: string;
      error: { code: number | null; title: string; advice: string } | null;
      placeholder: string | null;
      seq: number;
    };
    ConversationPage: {
      items: components["schemas"]["ConversationOut"][];
      next_cursor: string | null;
    };
    MessagePage: { items: components["schemas"]["MessageOut"][]; next_cursor: string | null };
    QueueCount: { open: number; unread: number };
    Counts: {
      mine: components["schemas"]["QueueCount"];
      unassigned: components["schemas"]["QueueCount"];
      all: components["schemas"]["QueueCount"];
    };
    DraftBody: { text: string };
    MemberOut: { id: string; name: string; role: string };
    MemberPage: { items: components["schemas"]["MemberOut"][]; next_cursor: string | null };
    NumberOut: {
      id: string;
      display_phone_number: string | null;
      verified_name: string | null;
      phone_number_id: string;
      waba_id: string;
      status: "pending" | "connected" | "disconnected" | "token_lost";
      callback_url: string;
      verify_token_set: boolean;
      app: "operator" | "own";
      connected_at: string | null;
      quality: string | null;
    };
    NumberPage: { items: components["schemas"]["NumberOut"][]; next_cursor: string | null };
    NumberOptionsOut: { operator_app: boolean; callback_url: string };
    TemplateOut: {
      id: string;
      name: string;
      language: string;
      category: string;
      status: string;
      body: string;
      variables: number;
    };
    ApiKeyOut: {
      id: string;
      name: string;
      prefix: string;
      created_at: string;
      last_used_at: string | null;
    };
    ApiKeyPage: { items: components["schemas"]["ApiKeyOut"][]; next_cursor: string | null };
    NewApiKey: {
      id: string;
      name: string;
      prefix: string;
      created_at: string;
      last_used_at: string | null;
      key: string;
    };
    ParkedOut: { id: string; kind: string; reason: string; received_at: string };
    ParkedPage: { items: components["schemas"]["ParkedOut"][]; next_cursor: string | null };
  };
}
