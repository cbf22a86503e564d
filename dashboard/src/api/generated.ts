/* generated: `make generate` writes this file from the server's shapes. Do not edit. */

export interface components {
  schemas: {
    ApiKey: {
      id: string;
      name: string;
      prefix: string;
      created_at: string;
      last_used_at: string | null;
    };
    ApiKeyIn: {
      name: string;
    };
    ApiKeyPage: {
      items: components["schemas"]["ApiKey"][];
      next_cursor: string | null;
    };
    AssignmentIn: {
      member_id: string;
    };
    Capability: "inbox.see_all" | "inbox.take" | "inbox.assign" | "inbox.reply" | "inbox.resolve" | "channels.manage" | "members.see" | "api_keys.manage" | "contacts.see_phone" | "parked.see" | "settings.manage";
    Contact: {
      id: string;
      name: string | null;
      profile_name: string | null;
      phone: string | null;
      username: string | null;
    };
    ContactPage: {
      items: components["schemas"]["Contact"][];
      next_cursor: string | null;
    };
    ContactRef: {
      id: string;
      name: string | null;
      profile_name: string | null;
      phone: string | null;
      username: string | null;
    };
    Conversation: {
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
    ConversationPage: {
      items: components["schemas"]["Conversation"][];
      next_cursor: string | null;
    };
    Counts: {
      mine: components["schemas"]["QueueCount"];
      unassigned: components["schemas"]["QueueCount"];
      all: components["schemas"]["QueueCount"];
    };
    Draft: {
      text: string;
      revision: number;
    };
    DraftIn: {
      text: string;
      revision?: number | null;
    };
    Events: {
      epoch: string;
      seq: number;
      events: Record<string, unknown>[];
      reset: boolean;
    };
    EventsAsked: {
      since?: number | null;
      epoch?: string;
      wait?: number;
    };
    FoundContact: {
      id: string;
      name: string | null;
      profile_name: string | null;
      phone: string | null;
      username: string | null;
      kind?: "contact";
      conversation_id: string | null;
    };
    FoundMessage: {
      id: string;
      conversation_id: string;
      direction: "in" | "out";
      origin: "live" | "echo" | "history" | "import";
      type: string;
      text: string | null;
      media: components["schemas"]["Media"] | null;
      status: "received" | "queued" | "sending" | "unknown" | "accepted" | "sent" | "failed" | "delivered" | "read" | "played";
      wamid: string | null;
      client_id: string | null;
      author: components["schemas"]["MemberRef"] | null;
      reply_to: components["schemas"]["ReplyTo"] | null;
      template: components["schemas"]["TemplateRef"] | null;
      sent_at: string;
      stored_at: string;
      error: components["schemas"]["MessageError"] | null;
      placeholder: string | null;
      seq: number;
      kind?: "message";
    };
    LastMessage: {
      id: string;
      direction: "in" | "out";
      type: string;
      text: string | null;
      status: string;
      at: string;
    };
    Me: {
      person: components["schemas"]["MyPerson"];
      workspace: components["schemas"]["MyWorkspace"];
      member: components["schemas"]["MyMembership"];
      workspaces: components["schemas"]["WorkspaceRef"][];
      realtime: components["schemas"]["RealtimePlace"];
      version: string;
    };
    Media: {
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
    Member: {
      id: string;
      name: string;
      role: "owner" | "manager" | "agent";
      active: boolean;
      joined_at: string;
    };
    MemberPage: {
      items: components["schemas"]["Member"][];
      next_cursor: string | null;
    };
    MemberRef: {
      id: string;
      name: string;
    };
    Message: {
      id: string;
      conversation_id: string;
      direction: "in" | "out";
      origin: "live" | "echo" | "history" | "import";
      type: string;
      text: string | null;
      media: components["schemas"]["Media"] | null;
      status: "received" | "queued" | "sending" | "unknown" | "accepted" | "sent" | "failed" | "delivered" | "read" | "played";
      wamid: string | null;
      client_id: string | null;
      author: components["schemas"]["MemberRef"] | null;
      reply_to: components["schemas"]["ReplyTo"] | null;
      template: components["schemas"]["TemplateRef"] | null;
      sent_at: string;
      stored_at: string;
      error: components["schemas"]["MessageError"] | null;
      placeholder: string | null;
      seq: number;
    };
    MessageError: {
      code: number | null;
      title: string;
      advice: string;
    };
    MessageIn: {
      client_id: string;
      type?: "text" | "image" | "template";
      text?: string | null;
      media_id?: string | null;
      template?: components["schemas"]["TemplateIn"] | null;
      reply_to?: string | null;
      seen_seq?: number | null;
    };
    MessagePage: {
      items: components["schemas"]["Message"][];
      next_cursor: string | null;
    };
    MyMembership: {
      id: string;
      role: "owner" | "manager" | "agent";
      capabilities: components["schemas"]["Capability"][];
    };
    MyPerson: {
      id: string;
      name: string;
      login: string;
      email: string | null;
    };
    MyWorkspace: {
      id: string;
      name: string;
      time_zone: string;
      locale: string;
      visibility: "own" | "own_unassigned" | "all";
      status: "active" | "paused" | "suspended";
    };
    NewApiKey: {
      id: string;
      name: string;
      prefix: string;
      created_at: string;
      last_used_at: string | null;
      key: string;
    };
    Number: {
      id: string;
      display_phone_number: string;
      verified_name: string;
      phone_number_id: string;
      waba_id: string;
      status: "pending" | "connected" | "token_lost" | "disconnected";
      callback_url: string;
      verify_token_set: boolean;
      app: "operator" | "own";
      connected_at: string | null;
      quality: string | null;
    };
    NumberIn: {
      phone_number_id: string;
      waba_id: string;
      token: string;
      app: "operator" | components["schemas"]["OwnApp"];
    };
    NumberOptions: {
      operator_app: boolean;
      callback_url: string;
    };
    NumberPage: {
      items: components["schemas"]["Number"][];
      next_cursor: string | null;
    };
    NumberRef: {
      id: string;
      display_phone_number: string;
      name: string;
    };
    OwnApp: {
      app_id: string;
      secret: string;
      verify_token: string;
    };
    Parked: {
      id: string;
      kind: string;
      reason: string;
      received_at: string;
    };
    ParkedPage: {
      items: components["schemas"]["Parked"][];
      next_cursor: string | null;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      code: string;
      errors?: {
        loc: string;
        msg: string;
      }[];
      unseen?: components["schemas"]["Message"][];
    };
    QueueCount: {
      open: number;
      unread: number;
    };
    ReadMarkIn: {
      seq: number;
    };
    RealtimePlace: {
      epoch: string;
      seq: number;
    };
    ReplyTo: {
      id: string | null;
      wamid: string | null;
    };
    SearchPage: {
      items: (components["schemas"]["FoundContact"] | components["schemas"]["FoundMessage"])[];
      next_cursor: string | null;
    };
    Template: {
      id: string;
      name: string;
      language: string;
      category: string;
      status: string;
      body: string;
      variables: number;
    };
    TemplateIn: {
      name: string;
      language: string;
      components?: Record<string, unknown>[];
    };
    TemplatePage: {
      items: components["schemas"]["Template"][];
      next_cursor: string | null;
    };
    TemplateRef: {
      name: string;
      language: string;
    };
    TestMessage: {
      message_id: string;
      conversation_id: string;
    };
    TestMessageIn: {
      to: string;
    };
    WorkspaceRef: {
      id: string;
      name: string;
    };
  };
}
