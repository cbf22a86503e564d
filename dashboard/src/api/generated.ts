/* generated: `make generate` writes this file from the server's shapes. Do not edit. */

export interface components {
  schemas: {
    Act: "invitation.made" | "invitation.renewed" | "invitation.revoked" | "member.joined" | "member.role_changed" | "member.removed" | "member.left" | "member.password_reset" | "settings.changed" | "api_key.made" | "api_key.revoked" | "number.connected" | "number.disconnected" | "audit.exported" | "contacts.exported" | "contacts.erased" | "operator.stepped_in" | "operator.stepped_out" | "workspace.limited" | "workspace.suspended" | "workspace.lifted" | "plan.changed" | "plan.granted" | "plan.withdrawn" | "transfer.asked" | "transfer.withdrawn" | "transfer.approved" | "transfer.receipt_refused" | "subscription.changed" | "subscription.canceled" | "subscription.kept" | "subscription.resumed" | "billing.recipient_changed" | "billing.portal_opened" | "workspace.exported" | "workspace.closed" | "workspace.reopened" | "parked.discarded" | "privacy.audited";
    Adjustment: {
      id: string;
      action: string;
      state: string;
      total: number;
      currency: string;
      at: string;
    };
    AnswerContent: {
      kind: "answer";
      way: string;
      title: string | null;
      description: string | null;
      fields: components["schemas"]["Line"][];
    };
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
      held_by?: string | null;
    };
    Attendance: {
      id: string;
      member: components["schemas"]["MemberRef"];
      present: boolean;
      away: boolean;
      open: number;
      full: boolean;
      given_at: string | null;
    };
    AttendancePage: {
      items: components["schemas"]["Attendance"][];
      next_cursor: string | null;
    };
    AuditAsked: {
      action?: components["schemas"]["Act"] | null;
      member_id?: string | null;
      since?: string | null;
      until?: string | null;
    };
    AuditEvent: {
      id: string;
      seq: number;
      at: string;
      action: string;
      actor: components["schemas"]["AuditPersonRef"];
      object: components["schemas"]["AuditThing"];
      place: string | null;
      details: Record<string, string | number | boolean | null>;
      hash: string;
    };
    AuditPage: {
      items: components["schemas"]["AuditEvent"][];
      next_cursor: string | null;
    };
    AuditPersonRef: {
      kind: string;
      id: string | null;
      name: string | null;
    };
    AuditThing: {
      kind: string;
      id: string;
      name: string | null;
    };
    AuditVerdict: {
      events: number;
      erased: number;
      broken_at: number | null;
      checked_at: string | null;
    };
    Bank: {
      name: string;
      title: string;
      iban: string;
    };
    Billing: {
      state: "trial" | "trial_extended" | "active" | "canceling" | "past_due" | "paused" | "canceled" | null;
      plan: "starter" | "growth" | "business" | null;
      trial_ends_at: string | null;
      ends_at: string | null;
      provider: "paddle" | "manual" | null;
      pauses_at: string | null;
      bank: components["schemas"]["Bank"] | null;
      transfer: components["schemas"]["Transfer"] | null;
      is_paying: boolean;
      owed: components["schemas"]["Owed"][];
      staff: components["schemas"]["Usage"];
      has_api: boolean;
      subscription: components["schemas"]["Subscription"] | null;
    };
    Capability: "inbox.see_all" | "inbox.take" | "inbox.assign" | "inbox.reply" | "inbox.resolve" | "channels.manage" | "members.see" | "members.manage" | "api_keys.manage" | "contacts.see_phone" | "contacts.export" | "contacts.erase" | "parked.see" | "settings.manage" | "audit.see" | "billing.manage" | "workspace.export" | "workspace.close";
    Checkout: {
      id: string;
      plan: "starter" | "growth" | "business";
      interval: "month" | "year";
      url: string;
    };
    CheckoutIn: {
      plan: "starter" | "growth" | "business";
      interval: "month" | "year";
    };
    Closing: {
      closed_at: string | null;
      purge_at: string | null;
    };
    ClosingIn: {
      workspace_name: string;
    };
    Contact: {
      id: string;
      name: string | null;
      profile_name: string | null;
      phone: string | null;
      username: string | null;
    };
    ContactCard: {
      name: string | null;
      organisation: string | null;
      phones: components["schemas"]["Line"][];
      emails: components["schemas"]["Line"][];
      addresses: components["schemas"]["Line"][];
      links: components["schemas"]["Line"][];
    };
    ContactNameIn: {
      name: string | null;
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
    ContactsContent: {
      kind: "contacts";
      cards: components["schemas"]["ContactCard"][];
      left_out: number;
    };
    Conversation: {
      id: string;
      number: components["schemas"]["NumberRef"];
      contact: components["schemas"]["ContactRef"];
      status: "open" | "snoozed" | "resolved";
      snoozed_until: string | null;
      tags: string[];
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
    Deletion: {
      at: string;
    };
    Draft: {
      text: string;
      revision: number;
      unsent: components["schemas"]["UnsentReply"][];
    };
    DraftIn: {
      text: string;
      revision?: number | null;
      unsent?: components["schemas"]["UnsentReply"][] | null;
    };
    EarlierText: {
      text: string | null;
      at: string;
    };
    Events: {
      epoch: string;
      seq: number;
      rights: string;
      events: Record<string, unknown>[];
      reset: boolean;
    };
    EventsAsked: {
      since?: number | null;
      epoch?: string;
      rights?: string;
      wait?: number;
      attending?: boolean;
    };
    Excess: {
      what: "staff" | "numbers";
      used: number;
      limit: number;
    };
    Export: {
      id: string;
      contact_id: string;
      state: "making" | "ready";
      done: number;
      total: number;
      size: number | null;
      asked_at: string;
      ends_at: string;
    };
    FiltersIn: {
      queue?: "mine" | "unassigned" | "all";
      status?: "open" | "snoozed" | "resolved";
      tag?: string | null;
      only?: "unread" | "waiting" | "closing" | null;
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
      content: components["schemas"]["LocationContent"] | components["schemas"]["ContactsContent"] | components["schemas"]["AnswerContent"] | components["schemas"]["OrderContent"] | components["schemas"]["NoticeContent"] | components["schemas"]["UnsupportedContent"] | components["schemas"]["VoiceContent"] | null;
      referral: components["schemas"]["Referral"] | null;
      forwarded: boolean;
      reactions: components["schemas"]["Reaction"][];
      refused_reaction: components["schemas"]["RefusedReaction"] | null;
      edits: components["schemas"]["EarlierText"][];
      deleted: components["schemas"]["Deletion"] | null;
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
      refers_to: components["schemas"]["ReplyTo"] | null;
      template: components["schemas"]["TemplateRef"] | null;
      sent_at: string;
      stored_at: string;
      error: components["schemas"]["MessageError"] | null;
      placeholder: string | null;
      seq: number;
      kind?: "message";
      contact: components["schemas"]["ContactRef"];
    };
    Health: {
      status: string;
      sending: "available" | "limited" | "blocked" | "unknown";
      limit: string;
      throughput: string;
      name_status: string;
      hindrances: components["schemas"]["Hindrance"][];
      looked_at: string;
    };
    Hindrance: {
      entity: string;
      sending: "available" | "limited" | "blocked" | "unknown";
      code: number | null;
      what: string;
      remedy: string;
    };
    HistoryLine: {
      id: string;
      kind: "taken" | "assigned" | "given_back" | "resolved" | "reopened" | "snoozed" | "woken";
      actor: components["schemas"]["MemberRef"] | null;
      member: components["schemas"]["MemberRef"] | null;
      until: string | null;
      at: string;
      why: "turn" | "before" | "missing" | "full" | null;
      former: components["schemas"]["MemberRef"] | null;
    };
    HistoryPage: {
      items: components["schemas"]["HistoryLine"][];
      next_cursor: string | null;
    };
    Invitation: {
      id: string;
      role: "owner" | "manager" | "agent";
      email: string | null;
      made_at: string;
      expires_at: string;
    };
    InvitationIn: {
      role: "owner" | "manager" | "agent";
      email?: string | null;
    };
    InvitationPage: {
      items: components["schemas"]["Invitation"][];
      next_cursor: string | null;
    };
    Invoice: {
      id: string;
      number: string;
      state: "billed" | "paid" | "completed" | "past_due" | "canceled";
      total: number;
      tax: number;
      currency: string;
      at: string;
      has_file: boolean;
      adjustments: components["schemas"]["Adjustment"][];
    };
    InvoiceRecipient: {
      email: string;
      name?: string;
      company?: string;
      tax_id?: string;
    };
    InvoiceRecipientIn: {
      email: string;
      name?: string;
      company?: string;
      tax_id?: string;
    };
    Invoices: {
      items: components["schemas"]["Invoice"][];
      next_cursor: string | null;
    };
    KnownApp: {
      id: string;
    };
    LastMessage: {
      id: string;
      direction: "in" | "out";
      type: string;
      text: string | null;
      status: string;
      at: string;
    };
    Line: {
      value: string;
      label: string | null;
    };
    LocationContent: {
      kind: "location";
      latitude: number | null;
      longitude: number | null;
      name: string | null;
      address: string | null;
    };
    Loss: {
      days: number;
      messages: number;
      files: number;
      notes: number;
      counted_up_to: number;
    };
    Me: {
      person: components["schemas"]["MyPerson"];
      workspace: components["schemas"]["MyWorkspace"];
      member: components["schemas"]["MyMembership"];
      step_ins: components["schemas"]["StepIn"][];
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
    Mention: {
      id: string;
      conversation_id: string;
      contact: components["schemas"]["ContactRef"];
      note: components["schemas"]["Note"];
    };
    MentionPage: {
      items: components["schemas"]["Mention"][];
      next_cursor: string | null;
    };
    Message: {
      content: components["schemas"]["LocationContent"] | components["schemas"]["ContactsContent"] | components["schemas"]["AnswerContent"] | components["schemas"]["OrderContent"] | components["schemas"]["NoticeContent"] | components["schemas"]["UnsupportedContent"] | components["schemas"]["VoiceContent"] | null;
      referral: components["schemas"]["Referral"] | null;
      forwarded: boolean;
      reactions: components["schemas"]["Reaction"][];
      refused_reaction: components["schemas"]["RefusedReaction"] | null;
      edits: components["schemas"]["EarlierText"][];
      deleted: components["schemas"]["Deletion"] | null;
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
      refers_to: components["schemas"]["ReplyTo"] | null;
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
      type?: "text" | "image" | "video" | "audio" | "document" | "template" | "reaction";
      text?: string | null;
      media_id?: string | null;
      template?: components["schemas"]["TemplateIn"] | null;
      reaction?: components["schemas"]["ReactionIn"] | null;
      reply_to?: string | null;
      seen_seq?: number | null;
    };
    MessagePage: {
      items: components["schemas"]["Message"][];
      next_cursor: string | null;
      newer_cursor?: string | null;
    };
    MetaApp: {
      id: string;
      app_id: string;
      callback_url: string;
      verify_token: string;
      verified_at: string | null;
      numbers: number;
      created_at: string;
    };
    MetaAppIn: {
      app_id: string;
      secret: string;
    };
    MetaAppPage: {
      items: components["schemas"]["MetaApp"][];
      next_cursor: string | null;
    };
    MyMembership: {
      id: string;
      role: "owner" | "manager" | "agent" | "operator";
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
      status: "active" | "paused" | "suspended" | "closing";
      reason: string | null;
      purge_at: string | null;
    };
    NewApiKey: {
      id: string;
      name: string;
      prefix: string;
      created_at: string;
      last_used_at: string | null;
      key: string;
    };
    NewInvitation: {
      id: string;
      role: "owner" | "manager" | "agent";
      email: string | null;
      made_at: string;
      expires_at: string;
      link: string | null;
      qr: string | null;
    };
    NewNote: {
      text: string;
      mentions?: string[];
      client_id?: string | null;
    };
    Note: {
      id: string;
      conversation_id: string;
      author: components["schemas"]["MemberRef"];
      text: string;
      mentions: components["schemas"]["MemberRef"][];
      created_at: string;
      edited_at: string | null;
      deleted_at: string | null;
      seq: number;
    };
    NoteIn: {
      text: string;
      mentions?: string[];
    };
    NotePage: {
      items: components["schemas"]["Note"][];
      next_cursor: string | null;
    };
    NoticeContent: {
      kind: "notice";
      event: string | null;
      words: string | null;
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
      hold_reason: string | null;
      health: components["schemas"]["Health"] | null;
    };
    NumberIn: {
      phone_number_id: string;
      waba_id: string;
      token: string;
      app: "operator" | components["schemas"]["OwnApp"] | components["schemas"]["KnownApp"];
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
    OrderContent: {
      kind: "order";
      catalog_id: string | null;
      items: components["schemas"]["OrderItem"][];
      left_out: number;
    };
    OrderItem: {
      product: string;
      quantity: number | null;
      price: number | null;
      currency: string | null;
    };
    Owed: {
      id: string;
      number: string;
      state: "billed" | "past_due";
      amount: number;
      currency: string;
      billed_at: string | null;
      is_payable: boolean;
    };
    OwnApp: {
      app_id: string;
      secret: string;
      verify_token: string;
    };
    OwnAttendance: {
      giving: "by_hand" | "in_turn";
      away: boolean;
    };
    OwnAttendanceIn: {
      away: boolean;
    };
    PaddleLink: {
      url: string;
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
    Plan: {
      id: "starter" | "growth" | "business";
      staff_limit: number | null;
      number_limit: number | null;
      has_api: boolean;
      prices: components["schemas"]["Price"][];
    };
    PlanPreview: {
      plan: "starter" | "growth" | "business";
      interval: "month" | "year";
      currency: string;
      due_now: number;
      tax_now: number;
      credit: number;
      kept: number;
      next_amount: number;
      next_at: string | null;
      billed_later: boolean;
      exceeds: components["schemas"]["Excess"][];
      loses: "api_keys"[];
      clears_cancel: boolean;
    };
    PlanWishIn: {
      plan: "starter" | "growth" | "business";
      interval: "month" | "year";
    };
    Plans: {
      items: components["schemas"]["Plan"][];
      next_cursor?: null;
    };
    PolicyNotice: {
      id: string;
      policy: "cookies" | "privacy" | "terms" | "refund";
      reason: string;
      changed_at: string;
      link: string;
    };
    PolicyNoticePage: {
      items: components["schemas"]["PolicyNotice"][];
      next_cursor?: string | null;
    };
    Price: {
      interval: "month" | "year";
      rupees: number;
      amount: number;
      currency: string;
      is_sold: boolean;
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
    QuickReply: {
      id: string;
      name: string;
      text: string;
      mine: boolean;
    };
    QuickReplyIn: {
      name: string;
      text: string;
      mine?: boolean;
    };
    QuickReplyPage: {
      items: components["schemas"]["QuickReply"][];
      next_cursor: string | null;
    };
    Reaction: {
      direction: "in" | "out";
      emoji: string;
      at: string;
      author_id: string | null;
    };
    ReactionIn: {
      message_id: string;
      emoji: string;
    };
    ReadMarkIn: {
      seq: number;
    };
    RealtimePlace: {
      epoch: string;
      seq: number;
    };
    Referral: {
      source: string | null;
      headline: string | null;
      body: string | null;
      link: string | null;
    };
    RefusedReaction: {
      emoji: string;
      at: string;
      author_id: string | null;
      error: components["schemas"]["MessageError"];
    };
    RegistrationIn: {
      pin: string;
    };
    ReplyTo: {
      id: string | null;
      wamid: string | null;
    };
    Retention: {
      days: number;
      most: number;
    };
    RetentionIn: {
      days: number;
    };
    RoleIn: {
      role: "owner" | "manager" | "agent";
    };
    Rules: {
      giving: "by_hand" | "in_turn";
      open_limit: number | null;
      leads_too: boolean;
      pass_on_after_minutes: number | null;
      resolve_after_days: number | null;
      resolve_unanswered: boolean;
    };
    RulesIn: {
      giving: "by_hand" | "in_turn";
      open_limit: number | null;
      leads_too: boolean;
      pass_on_after_minutes?: number | null;
      resolve_after_days: number | null;
      resolve_unanswered: boolean;
    };
    SearchPage: {
      items: (components["schemas"]["FoundContact"] | components["schemas"]["FoundMessage"])[];
      next_cursor: string | null;
    };
    Seat: {
      id: string;
      name: string;
      role: "owner" | "manager" | "agent";
      active: boolean;
      joined_at: string;
      login: string;
      email: string | null;
      password_resettable: boolean;
      has_factor: boolean;
    };
    SessionTimes: {
      mode: "counter" | "strict";
      idle_minutes: number;
      hours: number;
      hours_by_password: number;
    };
    Settings: {
      name: string;
      time_zone: string;
      locale: "en" | "ur";
      visibility: "own" | "own_unassigned" | "all";
      hide_phones_from_agents: boolean;
      session_mode: "counter" | "strict";
      session_modes: components["schemas"]["SessionTimes"][];
      requires_factor: boolean;
    };
    SettingsIn: {
      name: string;
      time_zone: string;
      locale: "en" | "ur";
      visibility: "own" | "own_unassigned" | "all";
      hide_phones_from_agents: boolean;
      session_mode?: "counter" | "strict" | null;
      requires_factor?: boolean | null;
    };
    SnoozeIn: {
      until?: string | null;
    };
    Standing: {
      status: "active" | "paused" | "suspended" | "closing";
      reason: string | null;
      purge_at: string | null;
      role: "owner" | "manager" | "agent" | "operator";
      capabilities: components["schemas"]["Capability"][];
      step_ins: components["schemas"]["StepIn"][];
    };
    Step: {
      status: "received" | "queued" | "sending" | "unknown" | "accepted" | "sent" | "failed" | "delivered" | "read" | "played";
      at: string;
    };
    StepIn: {
      id: string;
      name: string;
      reason: string;
      begun_at: string;
      ends_at: string;
    };
    Steps: {
      steps: components["schemas"]["Step"][];
    };
    Subscription: {
      state: "trialing" | "active" | "past_due" | "paused";
      plan: "starter" | "growth" | "business";
      interval: "month" | "year";
      amount: number;
      currency: string;
      paid_until: string | null;
      change: "cancel" | "pause" | "resume" | null;
      change_at: string | null;
      asked: "change" | "cancel" | "keep" | "resume" | null;
      is_locked: boolean;
    };
    Tag: {
      id: string;
      name: string;
      colour: "grey" | "red" | "amber" | "green" | "blue" | "violet";
    };
    TagIn: {
      name: string;
      colour?: "grey" | "red" | "amber" | "green" | "blue" | "violet";
    };
    TagPage: {
      items: components["schemas"]["Tag"][];
      next_cursor: string | null;
    };
    Team: {
      items: components["schemas"]["Seat"][];
      staff_limit: number | null;
    };
    Template: {
      id: string;
      name: string;
      language: string;
      category: string;
      status: string;
      reason: string | null;
      header_format: string | null;
      header: string;
      body: string;
      footer: string;
      buttons: components["schemas"]["TemplateButton"][];
      gaps: components["schemas"]["TemplateGap"][];
      variables: number;
      number_ids: string[];
    };
    TemplateButton: {
      type: string;
      text: string;
    };
    TemplateGap: {
      part: "header" | "body" | "button";
      kind: "text" | "image" | "video" | "document" | "location" | "code";
      key: string;
      label?: string;
      example?: string | null;
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
      components: Record<string, unknown>[];
      buttons: components["schemas"]["TemplateButton"][];
    };
    TemporaryPassword: {
      password: string;
    };
    TestMessage: {
      message_id: string;
      conversation_id: string;
    };
    TestMessageIn: {
      to: string;
    };
    ThreadAsked: {
      cursor?: string | null;
      after?: string | null;
      around?: string | null;
      limit?: number;
    };
    Transfer: {
      id: string;
      reference: string;
      plan: "starter" | "growth" | "business";
      interval: "month" | "year";
      rupees: number;
      state: "awaited" | "received" | "approved" | "withdrawn";
      refusal: string;
      made_at: string;
      received_at: string | null;
      settled_at: string | null;
      ends_at: string | null;
      has_receipt: boolean;
    };
    Transfers: {
      items: components["schemas"]["Transfer"][];
      next_cursor: string | null;
    };
    UnsentReply: {
      client_id: string;
      text: string;
      made_at: string;
      reply_to?: string | null;
      seen_seq?: number | null;
    };
    UnsupportedContent: {
      kind: "unsupported";
      what: string | null;
      code: number | null;
      title: string | null;
      details: string | null;
    };
    Usage: {
      used: number;
      limit: number | null;
    };
    View: {
      id: string;
      name: string;
      queue: "mine" | "unassigned" | "all";
      status: "open" | "snoozed" | "resolved";
      only: "unread" | "waiting" | "closing" | null;
      tag: string | null;
      mine: boolean;
    };
    ViewIn: {
      queue?: "mine" | "unassigned" | "all";
      status?: "open" | "snoozed" | "resolved";
      tag?: string | null;
      only?: "unread" | "waiting" | "closing" | null;
      name: string;
      mine?: boolean;
    };
    ViewPage: {
      items: components["schemas"]["View"][];
      next_cursor: string | null;
    };
    VoiceContent: {
      kind: "voice";
    };
    WholeExport: {
      id: string;
      state: "making" | "ready" | "cancelled";
      done: number;
      total: number;
      size: number | null;
      asked_at: string;
      ends_at: string;
    };
    WorkspaceRef: {
      id: string;
      name: string;
    };
  };
}
