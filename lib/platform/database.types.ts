// Made by npm run db:types; do not edit. Migrations: 748f972bd8698b78
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  identity: {
    Tables: {
      accounts: {
        Row: {
          created_at: string;
          provider: string;
          provider_account_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          provider: string;
          provider_account_id: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          provider?: string;
          provider_account_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'accounts_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'users';
            referencedColumns: ['id'];
          },
        ];
      };
      mails: {
        Row: {
          attempts: number;
          body_html: string;
          body_text: string;
          created_at: string;
          id: string;
          last_error: string | null;
          locked_until: string | null;
          run_at: string;
          sent_at: string | null;
          state: string;
          subject: string;
          to_address: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          body_html: string;
          body_text: string;
          created_at?: string;
          id?: string;
          last_error?: string | null;
          locked_until?: string | null;
          run_at?: string;
          sent_at?: string | null;
          state?: string;
          subject: string;
          to_address: string;
        };
        Update: {
          attempts?: number;
          body_html?: string;
          body_text?: string;
          created_at?: string;
          id?: string;
          last_error?: string | null;
          locked_until?: string | null;
          run_at?: string;
          sent_at?: string | null;
          state?: string;
          subject?: string;
          to_address?: string;
        };
        Relationships: [];
      };
      sessions: {
        Row: {
          created_at: string;
          ended_at: string | null;
          id: string;
          ip_address: string;
          last_seen_at: string;
          session_version: number;
          user_agent: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          ended_at?: string | null;
          id?: string;
          ip_address?: string;
          last_seen_at?: string;
          session_version: number;
          user_agent?: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          ended_at?: string | null;
          id?: string;
          ip_address?: string;
          last_seen_at?: string;
          session_version?: number;
          user_agent?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'sessions_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'users';
            referencedColumns: ['id'];
          },
        ];
      };
      tokens: {
        Row: {
          created_at: string;
          expires_at: string;
          hash: string;
          purpose: string;
          used_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          expires_at: string;
          hash: string;
          purpose: string;
          used_at?: string | null;
          user_id: string;
        };
        Update: {
          created_at?: string;
          expires_at?: string;
          hash?: string;
          purpose?: string;
          used_at?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'tokens_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'users';
            referencedColumns: ['id'];
          },
        ];
      };
      users: {
        Row: {
          created_at: string;
          disabled_at: string | null;
          email: string;
          email_verified_at: string | null;
          id: string;
          last_sign_in_at: string | null;
          name: string;
          password_hash: string | null;
          session_version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          disabled_at?: string | null;
          email: string;
          email_verified_at?: string | null;
          id?: string;
          last_sign_in_at?: string | null;
          name?: string;
          password_hash?: string | null;
          session_version?: number;
        };
        Update: {
          created_at?: string;
          disabled_at?: string | null;
          email?: string;
          email_verified_at?: string | null;
          id?: string;
          last_sign_in_at?: string | null;
          name?: string;
          password_hash?: string | null;
          session_version?: number;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      [_ in never]: never;
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
  public: {
    Tables: {
      agent_drafts: {
        Row: {
          actions: Json | null;
          advanced: Json | null;
          booking: Json | null;
          connections: Json | null;
          greeting: Json | null;
          hours: Json | null;
          identity: Json | null;
          knowledge: Json | null;
          limits: Json | null;
          personality: Json | null;
          privacy: Json | null;
          routing: Json | null;
          section_versions: NonNullable<Json>;
          tenant_id: string;
          texting: Json | null;
          updated_at: string;
          updated_by: string | null;
          voice: Json | null;
        };
        ComputedFields: never;
        Insert: {
          actions?: Json | null;
          advanced?: Json | null;
          booking?: Json | null;
          connections?: Json | null;
          greeting?: Json | null;
          hours?: Json | null;
          identity?: Json | null;
          knowledge?: Json | null;
          limits?: Json | null;
          personality?: Json | null;
          privacy?: Json | null;
          routing?: Json | null;
          section_versions?: NonNullable<Json>;
          tenant_id: string;
          texting?: Json | null;
          updated_at?: string;
          updated_by?: string | null;
          voice?: Json | null;
        };
        Update: {
          actions?: Json | null;
          advanced?: Json | null;
          booking?: Json | null;
          connections?: Json | null;
          greeting?: Json | null;
          hours?: Json | null;
          identity?: Json | null;
          knowledge?: Json | null;
          limits?: Json | null;
          personality?: Json | null;
          privacy?: Json | null;
          routing?: Json | null;
          section_versions?: NonNullable<Json>;
          tenant_id?: string;
          texting?: Json | null;
          updated_at?: string;
          updated_by?: string | null;
          voice?: Json | null;
        };
        Relationships: [
          {
            foreignKeyName: 'agent_drafts_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: true;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      agent_versions: {
        Row: {
          author_id: string | null;
          author_name: string;
          config: NonNullable<Json>;
          note: string;
          number: number;
          published_at: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          author_id?: string | null;
          author_name?: string;
          config: NonNullable<Json>;
          note?: string;
          number: number;
          published_at?: string;
          tenant_id: string;
        };
        Update: {
          author_id?: string | null;
          author_name?: string;
          config?: NonNullable<Json>;
          note?: string;
          number?: number;
          published_at?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'agent_versions_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      appointments: {
        Row: {
          blocked_until: string;
          calendar_id: string;
          calendar_name: string;
          call_id: string | null;
          caller_email: string | null;
          caller_name: string;
          caller_number: string | null;
          cancelled_by: string | null;
          cancelled_in: string | null;
          changed_by: string | null;
          confirm_by: string;
          created_at: string;
          during: unknown;
          ended_at: string | null;
          ends_at: string;
          id: string;
          is_test: boolean;
          note: string;
          reference: string;
          replaces: string | null;
          service_id: string;
          service_name: string;
          starts_at: string;
          status: Database['public']['Enums']['appointment_status'];
          tenant_id: string;
          time_zone: string;
          tool_call_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          blocked_until: string;
          calendar_id: string;
          calendar_name: string;
          call_id?: string | null;
          caller_email?: string | null;
          caller_name?: string;
          caller_number?: string | null;
          cancelled_by?: string | null;
          cancelled_in?: string | null;
          changed_by?: string | null;
          confirm_by?: string;
          created_at?: string;
          during?: never;
          ended_at?: string | null;
          ends_at: string;
          id?: string;
          is_test?: boolean;
          note?: string;
          reference: string;
          replaces?: string | null;
          service_id: string;
          service_name: string;
          starts_at: string;
          status?: Database['public']['Enums']['appointment_status'];
          tenant_id: string;
          time_zone: string;
          tool_call_id?: string | null;
        };
        Update: {
          blocked_until?: string;
          calendar_id?: string;
          calendar_name?: string;
          call_id?: string | null;
          caller_email?: string | null;
          caller_name?: string;
          caller_number?: string | null;
          cancelled_by?: string | null;
          cancelled_in?: string | null;
          changed_by?: string | null;
          confirm_by?: string;
          created_at?: string;
          during?: never;
          ended_at?: string | null;
          ends_at?: string;
          id?: string;
          is_test?: boolean;
          note?: string;
          reference?: string;
          replaces?: string | null;
          service_id?: string;
          service_name?: string;
          starts_at?: string;
          status?: Database['public']['Enums']['appointment_status'];
          tenant_id?: string;
          time_zone?: string;
          tool_call_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'appointments_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'appointments_cancelled_in_tenant_id_fkey';
            columns: ['cancelled_in', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'appointments_replaces_tenant_id_fkey';
            columns: ['replaces', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'appointments';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'appointments_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      audit_events: {
        Row: {
          actor_id: string | null;
          actor_kind: string;
          at: string;
          details: NonNullable<Json>;
          event_type: string;
          hash: string;
          id: string;
          ip_address: string | null;
          previous_hash: string;
          sequence: number;
          severity: string;
          tenant_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          actor_kind: string;
          at: string;
          details?: NonNullable<Json>;
          event_type: string;
          hash: string;
          id?: string;
          ip_address?: string | null;
          previous_hash: string;
          sequence: number;
          severity: string;
          tenant_id?: string | null;
        };
        Update: {
          actor_id?: string | null;
          actor_kind?: string;
          at?: string;
          details?: NonNullable<Json>;
          event_type?: string;
          hash?: string;
          id?: string;
          ip_address?: string | null;
          previous_hash?: string;
          sequence?: number;
          severity?: string;
          tenant_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'audit_events_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      call_commands: {
        Row: {
          answered_at: string | null;
          asked_at: string;
          asked_by: string | null;
          call_id: string;
          detail: string;
          expires_at: string;
          id: string;
          kind: Database['public']['Enums']['command_kind'];
          result: Database['public']['Enums']['command_result'] | null;
          taken_at: string | null;
          tenant_id: string;
          text: string;
        };
        ComputedFields: never;
        Insert: {
          answered_at?: string | null;
          asked_at?: string;
          asked_by?: string | null;
          call_id: string;
          detail?: string;
          expires_at?: string;
          id: string;
          kind: Database['public']['Enums']['command_kind'];
          result?: Database['public']['Enums']['command_result'] | null;
          taken_at?: string | null;
          tenant_id: string;
          text?: string;
        };
        Update: {
          answered_at?: string | null;
          asked_at?: string;
          asked_by?: string | null;
          call_id?: string;
          detail?: string;
          expires_at?: string;
          id?: string;
          kind?: Database['public']['Enums']['command_kind'];
          result?: Database['public']['Enums']['command_result'] | null;
          taken_at?: string | null;
          tenant_id?: string;
          text?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'call_commands_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      call_events: {
        Row: {
          at: string;
          call_id: string;
          detail: NonNullable<Json>;
          id: string;
          kind: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          call_id: string;
          detail?: NonNullable<Json>;
          id?: string;
          kind: string;
          tenant_id: string;
        };
        Update: {
          at?: string;
          call_id?: string;
          detail?: NonNullable<Json>;
          id?: string;
          kind?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'call_events_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      call_summaries: {
        Row: {
          call_id: string;
          content: NonNullable<Json>;
          created_at: string;
          tenant_id: string;
          words: unknown;
          written_by: string;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          content: NonNullable<Json>;
          created_at?: string;
          tenant_id: string;
          words?: never;
          written_by: string;
        };
        Update: {
          call_id?: string;
          content?: NonNullable<Json>;
          created_at?: string;
          tenant_id?: string;
          words?: never;
          written_by?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'call_summaries_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      call_tickets: {
        Row: {
          call_id: string;
          expires_at: string;
          hash: string;
          spent_at: string | null;
          tenant_id: string;
          transfer_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          expires_at: string;
          hash: string;
          spent_at?: string | null;
          tenant_id: string;
          transfer_id?: string | null;
        };
        Update: {
          call_id?: string;
          expires_at?: string;
          hash?: string;
          spent_at?: string | null;
          tenant_id?: string;
          transfer_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'call_tickets_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'call_tickets_transfer_id_fkey';
            columns: ['transfer_id'];
            isOneToOne: false;
            referencedRelation: 'transfers';
            referencedColumns: ['id'];
          },
        ];
      };
      caller_memories: {
        Row: {
          call_id: string | null;
          caller_id: string;
          edited_at: string | null;
          id: string;
          kind: Database['public']['Enums']['memory_kind'];
          remembered_at: string;
          tenant_id: string;
          text: string;
        };
        ComputedFields: never;
        Insert: {
          call_id?: string | null;
          caller_id: string;
          edited_at?: string | null;
          id?: string;
          kind: Database['public']['Enums']['memory_kind'];
          remembered_at?: string;
          tenant_id: string;
          text: string;
        };
        Update: {
          call_id?: string | null;
          caller_id?: string;
          edited_at?: string | null;
          id?: string;
          kind?: Database['public']['Enums']['memory_kind'];
          remembered_at?: string;
          tenant_id?: string;
          text?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'caller_memories_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'caller_memories_caller_id_tenant_id_fkey';
            columns: ['caller_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'callers';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      callers: {
        Row: {
          blocked_at: string | null;
          blocked_by: string | null;
          call_count: number;
          display_name: string;
          e164: string;
          first_call_at: string;
          id: string;
          last_call_at: string;
          name_is_ours: boolean;
          note: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          blocked_at?: string | null;
          blocked_by?: string | null;
          call_count: number;
          display_name?: string;
          e164: string;
          first_call_at: string;
          id?: string;
          last_call_at: string;
          name_is_ours?: boolean;
          note?: string;
          tenant_id: string;
        };
        Update: {
          blocked_at?: string | null;
          blocked_by?: string | null;
          call_count?: number;
          display_name?: string;
          e164?: string;
          first_call_at?: string;
          id?: string;
          last_call_at?: string;
          name_is_ours?: boolean;
          note?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'callers_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      calls: {
        Row: {
          answered_at: string | null;
          browser_sound: string | null;
          caller_number: string | null;
          carrier_call_sid: string | null;
          channel: Database['public']['Enums']['call_channel'];
          closed_at: string | null;
          dialed_number: string | null;
          draft_config: Json | null;
          end_reason: string | null;
          ended_at: string | null;
          first_audio_ms: number | null;
          id: string;
          is_test: boolean;
          lease_until: string;
          outcome: Database['public']['Enums']['call_outcome'] | null;
          phone_number_id: string | null;
          reaped: boolean;
          revision: number;
          started_at: string;
          started_by: string | null;
          status: Database['public']['Enums']['call_status'];
          tenant_id: string;
          title: string | null;
          version_number: number | null;
          words_removed_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          answered_at?: string | null;
          browser_sound?: string | null;
          caller_number?: string | null;
          carrier_call_sid?: string | null;
          channel: Database['public']['Enums']['call_channel'];
          closed_at?: string | null;
          dialed_number?: string | null;
          draft_config?: Json | null;
          end_reason?: string | null;
          ended_at?: string | null;
          first_audio_ms?: number | null;
          id?: string;
          is_test?: boolean;
          lease_until?: string;
          outcome?: Database['public']['Enums']['call_outcome'] | null;
          phone_number_id?: string | null;
          reaped?: boolean;
          revision?: number;
          started_at?: string;
          started_by?: string | null;
          status?: Database['public']['Enums']['call_status'];
          tenant_id: string;
          title?: string | null;
          version_number?: number | null;
          words_removed_at?: string | null;
        };
        Update: {
          answered_at?: string | null;
          browser_sound?: string | null;
          caller_number?: string | null;
          carrier_call_sid?: string | null;
          channel?: Database['public']['Enums']['call_channel'];
          closed_at?: string | null;
          dialed_number?: string | null;
          draft_config?: Json | null;
          end_reason?: string | null;
          ended_at?: string | null;
          first_audio_ms?: number | null;
          id?: string;
          is_test?: boolean;
          lease_until?: string;
          outcome?: Database['public']['Enums']['call_outcome'] | null;
          phone_number_id?: string | null;
          reaped?: boolean;
          revision?: number;
          started_at?: string;
          started_by?: string | null;
          status?: Database['public']['Enums']['call_status'];
          tenant_id?: string;
          title?: string | null;
          version_number?: number | null;
          words_removed_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'calls_phone_number_id_fkey';
            columns: ['phone_number_id'];
            isOneToOne: false;
            referencedRelation: 'phone_numbers';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'calls_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'calls_tenant_id_version_number_fkey';
            columns: ['tenant_id', 'version_number'];
            isOneToOne: false;
            referencedRelation: 'agent_versions';
            referencedColumns: ['tenant_id', 'number'];
          },
        ];
      };
      connection_secrets: {
        Row: {
          header: string;
          key_id: string;
          last_four: string;
          origin: string;
          rotated_at: string | null;
          sealed: string;
          set_at: string;
          set_by: string | null;
          tenant_id: string;
          tool: string;
        };
        ComputedFields: never;
        Insert: {
          header: string;
          key_id?: never;
          last_four?: string;
          origin: string;
          rotated_at?: string | null;
          sealed: string;
          set_at?: string;
          set_by?: string | null;
          tenant_id: string;
          tool: string;
        };
        Update: {
          header?: string;
          key_id?: never;
          last_four?: string;
          origin?: string;
          rotated_at?: string | null;
          sealed?: string;
          set_at?: string;
          set_by?: string | null;
          tenant_id?: string;
          tool?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'connection_secrets_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      erasures: {
        Row: {
          call_ids: string[];
          caller_id: string;
          erased_at: string;
          erased_by: string | null;
          id: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          call_ids: string[];
          caller_id: string;
          erased_at?: string;
          erased_by?: string | null;
          id?: string;
          tenant_id: string;
        };
        Update: {
          call_ids?: string[];
          caller_id?: string;
          erased_at?: string;
          erased_by?: string | null;
          id?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'erasures_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      greeting_clips: {
        Row: {
          made_at: string;
          name: string;
          said: string;
          state: Database['public']['Enums']['clip_state'];
          tenant_id: string;
          version_number: number;
          words: string;
        };
        ComputedFields: never;
        Insert: {
          made_at?: string;
          name: string;
          said?: string;
          state: Database['public']['Enums']['clip_state'];
          tenant_id: string;
          version_number: number;
          words: string;
        };
        Update: {
          made_at?: string;
          name?: string;
          said?: string;
          state?: Database['public']['Enums']['clip_state'];
          tenant_id?: string;
          version_number?: number;
          words?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'greeting_clips_tenant_id_version_number_fkey';
            columns: ['tenant_id', 'version_number'];
            isOneToOne: false;
            referencedRelation: 'agent_versions';
            referencedColumns: ['tenant_id', 'number'];
          },
        ];
      };
      inbox_items: {
        Row: {
          call_id: string | null;
          created_at: string;
          detail: string;
          handled_at: string | null;
          handled_by: string | null;
          handled_by_name: string;
          id: string;
          kind: Database['public']['Enums']['inbox_kind'];
          message_id: string | null;
          phone_number: string | null;
          read_at: string | null;
          read_by: string | null;
          tenant_id: string;
          title: string;
          topic: string | null;
          urgent: boolean;
        };
        ComputedFields: never;
        Insert: {
          call_id?: string | null;
          created_at?: string;
          detail?: string;
          handled_at?: string | null;
          handled_by?: string | null;
          handled_by_name?: string;
          id?: string;
          kind: Database['public']['Enums']['inbox_kind'];
          message_id?: string | null;
          phone_number?: string | null;
          read_at?: string | null;
          read_by?: string | null;
          tenant_id: string;
          title?: string;
          topic?: string | null;
          urgent?: boolean;
        };
        Update: {
          call_id?: string | null;
          created_at?: string;
          detail?: string;
          handled_at?: string | null;
          handled_by?: string | null;
          handled_by_name?: string;
          id?: string;
          kind?: Database['public']['Enums']['inbox_kind'];
          message_id?: string | null;
          phone_number?: string | null;
          read_at?: string | null;
          read_by?: string | null;
          tenant_id?: string;
          title?: string;
          topic?: string | null;
          urgent?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'inbox_items_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'inbox_items_message_id_fkey';
            columns: ['message_id'];
            isOneToOne: true;
            referencedRelation: 'messages';
            referencedColumns: ['id'];
          },
        ];
      };
      jobs: {
        Row: {
          attempts: number;
          created_at: string;
          dedupe_key: string | null;
          finished_at: string | null;
          id: string;
          kind: string;
          last_error: string | null;
          lease: string | null;
          locked_by: string | null;
          locked_until: string | null;
          max_attempts: number;
          payload: NonNullable<Json>;
          run_at: string;
          state: Database['public']['Enums']['job_state'];
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          dedupe_key?: string | null;
          finished_at?: string | null;
          id?: string;
          kind: string;
          last_error?: string | null;
          lease?: string | null;
          locked_by?: string | null;
          locked_until?: string | null;
          max_attempts?: number;
          payload?: NonNullable<Json>;
          run_at?: string;
          state?: Database['public']['Enums']['job_state'];
          tenant_id: string;
        };
        Update: {
          attempts?: number;
          created_at?: string;
          dedupe_key?: string | null;
          finished_at?: string | null;
          id?: string;
          kind?: string;
          last_error?: string | null;
          lease?: string | null;
          locked_by?: string | null;
          locked_until?: string | null;
          max_attempts?: number;
          payload?: NonNullable<Json>;
          run_at?: string;
          state?: Database['public']['Enums']['job_state'];
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'jobs_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      knowledge_chunks: {
        Row: {
          body: string;
          embedding: number[] | null;
          id: string;
          in_use: boolean;
          line: number;
          number: number;
          page_id: string;
          source_id: string;
          tenant_id: string;
          topic: string;
          words: unknown;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          embedding?: number[] | null;
          id?: string;
          in_use?: boolean;
          line: number;
          number: number;
          page_id: string;
          source_id: string;
          tenant_id: string;
          topic?: string;
          words?: never;
        };
        Update: {
          body?: string;
          embedding?: number[] | null;
          id?: string;
          in_use?: boolean;
          line?: number;
          number?: number;
          page_id?: string;
          source_id?: string;
          tenant_id?: string;
          topic?: string;
          words?: never;
        };
        Relationships: [
          {
            foreignKeyName: 'knowledge_chunks_page_id_source_id_tenant_id_fkey';
            columns: ['page_id', 'source_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'knowledge_pages';
            referencedColumns: ['id', 'source_id', 'tenant_id'];
          },
        ];
      };
      knowledge_gap_calls: {
        Row: {
          at: string;
          call_id: string;
          gap_id: string;
          second: number;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          call_id: string;
          gap_id: string;
          second: number;
          tenant_id: string;
        };
        Update: {
          at?: string;
          call_id?: string;
          gap_id?: string;
          second?: number;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'knowledge_gap_calls_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'knowledge_gap_calls_gap_id_tenant_id_fkey';
            columns: ['gap_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'knowledge_gaps';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      knowledge_gaps: {
        Row: {
          asked_count: number;
          first_at: string;
          id: string;
          last_at: string;
          normalized: string;
          question: string;
          settled_at: string | null;
          settled_by: string | null;
          status: Database['public']['Enums']['knowledge_gap_status'];
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          asked_count?: number;
          first_at?: string;
          id?: string;
          last_at?: string;
          normalized: string;
          question: string;
          settled_at?: string | null;
          settled_by?: string | null;
          status?: Database['public']['Enums']['knowledge_gap_status'];
          tenant_id: string;
        };
        Update: {
          asked_count?: number;
          first_at?: string;
          id?: string;
          last_at?: string;
          normalized?: string;
          question?: string;
          settled_at?: string | null;
          settled_by?: string | null;
          status?: Database['public']['Enums']['knowledge_gap_status'];
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'knowledge_gaps_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      knowledge_pages: {
        Row: {
          chunk_count: number;
          depth: number;
          id: string;
          in_use: boolean;
          note: string;
          number: number;
          source_id: string;
          state: Database['public']['Enums']['knowledge_page_state'];
          tenant_id: string;
          title: string;
          url: string | null;
        };
        ComputedFields: never;
        Insert: {
          chunk_count?: number;
          depth?: number;
          id?: string;
          in_use?: boolean;
          note?: string;
          number: number;
          source_id: string;
          state?: Database['public']['Enums']['knowledge_page_state'];
          tenant_id: string;
          title?: string;
          url?: string | null;
        };
        Update: {
          chunk_count?: number;
          depth?: number;
          id?: string;
          in_use?: boolean;
          note?: string;
          number?: number;
          source_id?: string;
          state?: Database['public']['Enums']['knowledge_page_state'];
          tenant_id?: string;
          title?: string;
          url?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'knowledge_pages_source_id_tenant_id_fkey';
            columns: ['source_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'knowledge_sources';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      knowledge_sources: {
        Row: {
          chunk_count: number;
          content: string | null;
          created_at: string;
          created_by: string | null;
          error: string | null;
          id: string;
          in_use: boolean;
          kind: Database['public']['Enums']['knowledge_kind'];
          location: string;
          progress_done: number;
          progress_total: number;
          read_at: string | null;
          reading_since: string | null;
          round: number;
          state: Database['public']['Enums']['knowledge_state'];
          tenant_id: string;
          title: string;
        };
        ComputedFields: never;
        Insert: {
          chunk_count?: number;
          content?: string | null;
          created_at?: string;
          created_by?: string | null;
          error?: string | null;
          id?: string;
          in_use?: boolean;
          kind: Database['public']['Enums']['knowledge_kind'];
          location?: string;
          progress_done?: number;
          progress_total?: number;
          read_at?: string | null;
          reading_since?: string | null;
          round?: number;
          state?: Database['public']['Enums']['knowledge_state'];
          tenant_id: string;
          title: string;
        };
        Update: {
          chunk_count?: number;
          content?: string | null;
          created_at?: string;
          created_by?: string | null;
          error?: string | null;
          id?: string;
          in_use?: boolean;
          kind?: Database['public']['Enums']['knowledge_kind'];
          location?: string;
          progress_done?: number;
          progress_total?: number;
          read_at?: string | null;
          reading_since?: string | null;
          round?: number;
          state?: Database['public']['Enums']['knowledge_state'];
          tenant_id?: string;
          title?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'knowledge_sources_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      member_phones: {
        Row: {
          changed_at: string;
          country: string;
          e164: string;
          tenant_id: string;
          user_id: string;
          verified_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          changed_at?: string;
          country: string;
          e164: string;
          tenant_id: string;
          user_id: string;
          verified_at?: string | null;
        };
        Update: {
          changed_at?: string;
          country?: string;
          e164?: string;
          tenant_id?: string;
          user_id?: string;
          verified_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'member_phones_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'member_phones_tenant_id_user_id_fkey';
            columns: ['tenant_id', 'user_id'];
            isOneToOne: true;
            referencedRelation: 'members';
            referencedColumns: ['tenant_id', 'user_id'];
          },
        ];
      };
      members: {
        Row: {
          created_at: string;
          notified_of: string;
          role: Database['public']['Enums']['member_role'];
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          notified_of?: string;
          role: Database['public']['Enums']['member_role'];
          tenant_id: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          notified_of?: string;
          role?: Database['public']['Enums']['member_role'];
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'members_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      messages: {
        Row: {
          call_id: string;
          callback_number: string | null;
          caller_name: string;
          created_at: string;
          id: string;
          message: string;
          tenant_id: string;
          tool_call_id: string;
          urgent: boolean;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          callback_number?: string | null;
          caller_name: string;
          created_at?: string;
          id?: string;
          message: string;
          tenant_id: string;
          tool_call_id: string;
          urgent?: boolean;
        };
        Update: {
          call_id?: string;
          callback_number?: string | null;
          caller_name?: string;
          created_at?: string;
          id?: string;
          message?: string;
          tenant_id?: string;
          tool_call_id?: string;
          urgent?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'messages_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      phone_codes: {
        Row: {
          asked_at: string;
          code_hash: string | null;
          e164: string;
          expires_at: string;
          from_number: string;
          id: string;
          problem: string | null;
          sent_at: string | null;
          tenant_id: string;
          tries: number;
          used_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          asked_at?: string;
          code_hash?: string | null;
          e164: string;
          expires_at?: string;
          from_number: string;
          id?: string;
          problem?: string | null;
          sent_at?: string | null;
          tenant_id: string;
          tries?: number;
          used_at?: string | null;
          user_id: string;
        };
        Update: {
          asked_at?: string;
          code_hash?: string | null;
          e164?: string;
          expires_at?: string;
          from_number?: string;
          id?: string;
          problem?: string | null;
          sent_at?: string | null;
          tenant_id?: string;
          tries?: number;
          used_at?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'phone_codes_tenant_id_user_id_fkey';
            columns: ['tenant_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'members';
            referencedColumns: ['tenant_id', 'user_id'];
          },
        ];
      };
      phone_numbers: {
        Row: {
          created_at: string;
          e164: string;
          id: string;
          label: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          e164: string;
          id?: string;
          label?: string;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          e164?: string;
          id?: string;
          label?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'phone_numbers_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      plans: {
        Row: {
          id: string;
          included_minutes: number;
          micro_dollars: number;
          most_calls_at_once: number;
          most_members: number;
          most_numbers: number;
          most_sources: number;
          name: string;
          place: number;
        };
        ComputedFields: never;
        Insert: {
          id: string;
          included_minutes: number;
          micro_dollars: number;
          most_calls_at_once: number;
          most_members: number;
          most_numbers: number;
          most_sources: number;
          name: string;
          place: number;
        };
        Update: {
          id?: string;
          included_minutes?: number;
          micro_dollars?: number;
          most_calls_at_once?: number;
          most_members?: number;
          most_numbers?: number;
          most_sources?: number;
          name?: string;
          place?: number;
        };
        Relationships: [];
      };
      platform_admins: {
        Row: {
          created_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      platform_defaults: {
        Row: {
          config: NonNullable<Json>;
          only_row: boolean;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          config?: NonNullable<Json>;
          only_row?: boolean;
          updated_at?: string;
        };
        Update: {
          config?: NonNullable<Json>;
          only_row?: boolean;
          updated_at?: string;
        };
        Relationships: [];
      };
      recordings: {
        Row: {
          bytes: number | null;
          call_id: string;
          consent: string;
          declined_at: string | null;
          duration_ms: number | null;
          expires_at: string;
          notice: string;
          offset_ms: number;
          path: string | null;
          peaks: Json | null;
          started_at: string;
          state: Database['public']['Enums']['recording_state'];
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          bytes?: number | null;
          call_id: string;
          consent: string;
          declined_at?: string | null;
          duration_ms?: number | null;
          expires_at: string;
          notice: string;
          offset_ms: number;
          path?: string | null;
          peaks?: Json | null;
          started_at: string;
          state: Database['public']['Enums']['recording_state'];
          tenant_id: string;
        };
        Update: {
          bytes?: number | null;
          call_id?: string;
          consent?: string;
          declined_at?: string | null;
          duration_ms?: number | null;
          expires_at?: string;
          notice?: string;
          offset_ms?: number;
          path?: string | null;
          peaks?: Json | null;
          started_at?: string;
          state?: Database['public']['Enums']['recording_state'];
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'recordings_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      spam_marks: {
        Row: {
          call_id: string;
          marked_at: string;
          marked_by: string | null;
          reason: Database['public']['Enums']['spam_reason'];
          tenant_id: string;
          undone_at: string | null;
          undone_by: string | null;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          marked_at?: string;
          marked_by?: string | null;
          reason: Database['public']['Enums']['spam_reason'];
          tenant_id: string;
          undone_at?: string | null;
          undone_by?: string | null;
        };
        Update: {
          call_id?: string;
          marked_at?: string;
          marked_by?: string | null;
          reason?: Database['public']['Enums']['spam_reason'];
          tenant_id?: string;
          undone_at?: string | null;
          undone_by?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'spam_marks_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      subscriptions: {
        Row: {
          id: string;
          plan_id: string;
          set_by: string | null;
          since: string;
          tenant_id: string;
          until: string | null;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          plan_id: string;
          set_by?: string | null;
          since?: string;
          tenant_id: string;
          until?: string | null;
        };
        Update: {
          id?: string;
          plan_id?: string;
          set_by?: string | null;
          since?: string;
          tenant_id?: string;
          until?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'subscriptions_plan_id_fkey';
            columns: ['plan_id'];
            isOneToOne: false;
            referencedRelation: 'plans';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'subscriptions_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      tenants: {
        Row: {
          created_at: string;
          id: string;
          live_version: number | null;
          name: string;
          slug: string;
          status: Database['public']['Enums']['tenant_status'];
          suspended_reason: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          live_version?: number | null;
          name: string;
          slug: string;
          status?: Database['public']['Enums']['tenant_status'];
          suspended_reason?: string | null;
        };
        Update: {
          created_at?: string;
          id?: string;
          live_version?: number | null;
          name?: string;
          slug?: string;
          status?: Database['public']['Enums']['tenant_status'];
          suspended_reason?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'tenants_live_version_exists';
            columns: ['id', 'live_version'];
            isOneToOne: false;
            referencedRelation: 'agent_versions';
            referencedColumns: ['tenant_id', 'number'];
          },
        ];
      };
      text_opt_outs: {
        Row: {
          at: string;
          keyword: string;
          number: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          keyword: string;
          number: string;
          tenant_id: string;
        };
        Update: {
          at?: string;
          keyword?: string;
          number?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'text_opt_outs_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      texts: {
        Row: {
          answers: string | null;
          body: string;
          call_id: string | null;
          created_at: string;
          direction: Database['public']['Enums']['text_direction'];
          from_number: string;
          id: string;
          keyword: string | null;
          micro_dollars: number | null;
          problem: string | null;
          provider_sid: string | null;
          segments: number | null;
          sent_at: string | null;
          status: Database['public']['Enums']['text_status'];
          template: string | null;
          tenant_id: string;
          to_number: string;
          tool_call_id: string | null;
          tried_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          answers?: string | null;
          body: string;
          call_id?: string | null;
          created_at?: string;
          direction: Database['public']['Enums']['text_direction'];
          from_number: string;
          id?: string;
          keyword?: string | null;
          micro_dollars?: number | null;
          problem?: string | null;
          provider_sid?: string | null;
          segments?: number | null;
          sent_at?: string | null;
          status: Database['public']['Enums']['text_status'];
          template?: string | null;
          tenant_id: string;
          to_number: string;
          tool_call_id?: string | null;
          tried_at?: string | null;
        };
        Update: {
          answers?: string | null;
          body?: string;
          call_id?: string | null;
          created_at?: string;
          direction?: Database['public']['Enums']['text_direction'];
          from_number?: string;
          id?: string;
          keyword?: string | null;
          micro_dollars?: number | null;
          problem?: string | null;
          provider_sid?: string | null;
          segments?: number | null;
          sent_at?: string | null;
          status?: Database['public']['Enums']['text_status'];
          template?: string | null;
          tenant_id?: string;
          to_number?: string;
          tool_call_id?: string | null;
          tried_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'texts_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'texts_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      transfers: {
        Row: {
          accepted_at: string | null;
          asked_at: string;
          call_id: string;
          ended_at: string | null;
          id: string;
          label: string;
          leg_sid: string | null;
          mode: string;
          reason: string;
          seconds: number | null;
          status: string;
          summary: string;
          tenant_id: string;
          told_at: string | null;
          tool_call_id: string;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          asked_at?: string;
          call_id: string;
          ended_at?: string | null;
          id?: string;
          label: string;
          leg_sid?: string | null;
          mode: string;
          reason?: string;
          seconds?: number | null;
          status?: string;
          summary?: string;
          tenant_id: string;
          told_at?: string | null;
          tool_call_id: string;
        };
        Update: {
          accepted_at?: string | null;
          asked_at?: string;
          call_id?: string;
          ended_at?: string | null;
          id?: string;
          label?: string;
          leg_sid?: string | null;
          mode?: string;
          reason?: string;
          seconds?: number | null;
          status?: string;
          summary?: string;
          tenant_id?: string;
          told_at?: string | null;
          tool_call_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'transfers_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      turns: {
        Row: {
          call_id: string;
          detail: Json | null;
          ended_ms: number;
          final: boolean;
          gap_ms: number | null;
          interrupted: boolean;
          revision: number;
          sequence: number;
          speaker: Database['public']['Enums']['turn_speaker'];
          started_ms: number;
          tenant_id: string;
          text: string;
          unheard_text: string;
          words: unknown;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          detail?: Json | null;
          ended_ms: number;
          final?: boolean;
          gap_ms?: number | null;
          interrupted?: boolean;
          revision?: number;
          sequence: number;
          speaker: Database['public']['Enums']['turn_speaker'];
          started_ms: number;
          tenant_id: string;
          text?: string;
          unheard_text?: string;
          words?: never;
        };
        Update: {
          call_id?: string;
          detail?: Json | null;
          ended_ms?: number;
          final?: boolean;
          gap_ms?: number | null;
          interrupted?: boolean;
          revision?: number;
          sequence?: number;
          speaker?: Database['public']['Enums']['turn_speaker'];
          started_ms?: number;
          tenant_id?: string;
          text?: string;
          unheard_text?: string;
          words?: never;
        };
        Relationships: [
          {
            foreignKeyName: 'turns_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
        ];
      };
      usage_daily: {
        Row: {
          day: string;
          id: string;
          micro_dollars: number;
          seconds: number;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          day: string;
          id?: string;
          micro_dollars?: number;
          seconds?: number;
          tenant_id: string;
        };
        Update: {
          day?: string;
          id?: string;
          micro_dollars?: number;
          seconds?: number;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'usage_daily_tenant_id_fkey';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      usage_ledger: {
        Row: {
          at: string;
          audio_micro_dollars: number;
          cached_micro_dollars: number;
          call_id: string | null;
          id: string;
          kind: Database['public']['Enums']['usage_kind'];
          line: string | null;
          micro_dollars: number | null;
          model: string;
          priced_by: string | null;
          provider_id: string;
          raw: NonNullable<Json>;
          tenant_id: string;
          text_micro_dollars: number;
        };
        ComputedFields: never;
        Insert: {
          at: string;
          audio_micro_dollars?: number;
          cached_micro_dollars?: number;
          call_id?: string | null;
          id?: string;
          kind: Database['public']['Enums']['usage_kind'];
          line?: string | null;
          micro_dollars?: number | null;
          model: string;
          priced_by?: string | null;
          provider_id: string;
          raw: NonNullable<Json>;
          tenant_id: string;
          text_micro_dollars?: number;
        };
        Update: {
          at?: string;
          audio_micro_dollars?: number;
          cached_micro_dollars?: number;
          call_id?: string | null;
          id?: string;
          kind?: Database['public']['Enums']['usage_kind'];
          line?: string | null;
          micro_dollars?: number | null;
          model?: string;
          priced_by?: string | null;
          provider_id?: string;
          raw?: NonNullable<Json>;
          tenant_id?: string;
          text_micro_dollars?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'usage_ledger_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'usage_ledger_tenant';
            columns: ['tenant_id'];
            isOneToOne: false;
            referencedRelation: 'tenants';
            referencedColumns: ['id'];
          },
        ];
      };
      voicemails: {
        Row: {
          account_sid: string;
          bytes: number | null;
          call_id: string;
          created_at: string;
          id: string;
          message_id: string;
          recording_sid: string;
          seconds: number;
          state: Database['public']['Enums']['voicemail_state'];
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          account_sid: string;
          bytes?: number | null;
          call_id: string;
          created_at?: string;
          id: string;
          message_id: string;
          recording_sid: string;
          seconds: number;
          state?: Database['public']['Enums']['voicemail_state'];
          tenant_id: string;
        };
        Update: {
          account_sid?: string;
          bytes?: number | null;
          call_id?: string;
          created_at?: string;
          id?: string;
          message_id?: string;
          recording_sid?: string;
          seconds?: number;
          state?: Database['public']['Enums']['voicemail_state'];
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'voicemails_call_id_tenant_id_fkey';
            columns: ['call_id', 'tenant_id'];
            isOneToOne: false;
            referencedRelation: 'calls';
            referencedColumns: ['id', 'tenant_id'];
          },
          {
            foreignKeyName: 'voicemails_message_id_fkey';
            columns: ['message_id'];
            isOneToOne: true;
            referencedRelation: 'messages';
            referencedColumns: ['id'];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      add_knowledge_source: {
        Args: {
          p_content?: string;
          p_id: string;
          p_kind: Database['public']['Enums']['knowledge_kind'];
          p_location: string;
          p_tenant: string;
          p_title: string;
        };
        Returns: string;
      };
      answer_call: {
        Args: { p_call_sid: string | null; p_from: string | null; p_ticket_hash: string; p_to: string };
        Returns: Json;
      };
      answer_call_command: {
        Args: { p_command: string; p_detail: string; p_result: Database['public']['Enums']['command_result'] };
        Returns: undefined;
      };
      apply_retention: { Args: { p_limit: number; p_now: string }; Returns: number };
      appointment_to_confirm: { Args: Record<PropertyKey, never>; Returns: Json };
      ask_take_over: { Args: { p_command: string; p_summary: string }; Returns: Json };
      ask_transfer: {
        Args: { p_country: string; p_label: string; p_summary: string; p_tool_call_id: string };
        Returns: Json;
      };
      begin_phone_code: { Args: { p_code_hash: string }; Returns: Json };
      begin_reading: { Args: { p_total: number; p_url?: string }; Returns: boolean };
      begin_text: { Args: Record<PropertyKey, never>; Returns: Json };
      block_caller_of: { Args: { p_call: string; p_is_blocked: boolean; p_tenant: string }; Returns: undefined };
      book_appointment: { Args: { p_tool_call_id: string; p_wish: Json }; Returns: Json };
      busy_times: {
        Args: { p_from: string | null; p_until: string };
        Returns: {
          blocked_until: string;
          calendar_id: string;
          starts_at: string;
        }[];
      };
      call_figures: {
        Args: {
          p_bucket: string;
          p_from?: string | null;
          p_tenant: string;
          p_test?: boolean;
          p_until?: string;
          p_zone: string;
        };
        Returns: {
          answered: number;
          calls: number;
          connected: number;
          day: string;
          messages: number;
          seconds: number;
        }[];
      };
      call_off_appointment: { Args: { p_appointment: string; p_tenant: string }; Returns: undefined };
      call_use: { Args: { p_calls: string[] }; Returns: Json };
      cancel_appointment: { Args: { p_appointment: string; p_tool_call_id: string }; Returns: Json };
      check_my_phone: { Args: { p_code: string; p_code_hash: string; p_tenant: string }; Returns: string };
      choose_notifications: { Args: { p_notified_of: string; p_tenant: string }; Returns: undefined };
      claim_jobs: {
        Args: { p_kinds: string[]; p_lease_seconds: number; p_limit: number; p_worker: string };
        Returns: {
          attempts: number;
          created_at: string;
          dedupe_key: string | null;
          finished_at: string | null;
          id: string;
          kind: string;
          last_error: string | null;
          lease: string | null;
          locked_by: string | null;
          locked_until: string | null;
          max_attempts: number;
          payload: NonNullable<Json>;
          run_at: string;
          state: Database['public']['Enums']['job_state'];
          tenant_id: string;
        }[];
        SetofOptions: {
          from: '*';
          to: 'jobs';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      claim_mails: {
        Args: { p_lease_seconds: number; p_limit: number };
        Returns: Database['identity']['Tables']['mails']['Row'][];
        SetofOptions: {
          from: '*';
          to: 'mails';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      clip_work: { Args: Record<PropertyKey, never>; Returns: Json };
      close_recording: { Args: { p_state: Database['public']['Enums']['recording_state'] }; Returns: boolean };
      create_tenant: { Args: { p_identity: Json; p_name: string }; Returns: string };
      decline_recording: { Args: { p_consent: string; p_declined_at: string }; Returns: undefined };
      discard_draft: { Args: { p_tenant: string }; Returns: undefined };
      edit_caller_memory: { Args: { p_memory: string; p_tenant: string; p_text: string }; Returns: undefined };
      end_all_sessions: { Args: { p_password_hash?: string; p_user: string }; Returns: number };
      erase_caller: { Args: { p_caller: string; p_tenant: string }; Returns: undefined };
      fail_job: {
        Args: { p_error: string; p_retry_after_seconds: number };
        Returns: Database['public']['Enums']['job_state'];
      };
      fail_phone_code: { Args: { p_problem: string }; Returns: boolean };
      fail_text: { Args: { p_is_opt_out: boolean; p_problem: string }; Returns: boolean };
      find_my_appointments: {
        Args: { p_name: string; p_reference: string };
        Returns: {
          calendar_id: string;
          id: string;
          reference: string;
          service_id: string;
          service_name: string;
          starts_at: string;
        }[];
      };
      finish_call: {
        Args: { p_ended_at: string; p_outcome: Database['public']['Enums']['call_outcome']; p_reason: string | null };
        Returns: boolean;
      };
      finish_job: { Args: Record<PropertyKey, never>; Returns: boolean };
      finish_phone_code: { Args: Record<PropertyKey, never>; Returns: boolean };
      finish_reading: { Args: { p_error?: string }; Returns: boolean };
      finish_text: { Args: { p_segments: number; p_sid: string }; Returns: boolean };
      list_connection_secrets: {
        Args: { p_tenant: string };
        Returns: {
          header: string;
          last_four: string;
          origin: string;
          set_at: string;
          tool: string;
        }[];
      };
      list_tenant_audit: {
        Args: { p_tenant: string };
        Returns: {
          actor_id: string;
          actor_kind: string;
          at: string;
          details: Json;
          event_type: string;
          id: string;
          severity: string;
        }[];
      };
      list_tenant_versions: {
        Args: { p_tenant: string };
        Returns: {
          author_name: string;
          note: string;
          number: number;
          published_at: string;
        }[];
      };
      list_tenants: {
        Args: Record<PropertyKey, never>;
        Returns: {
          call_seconds: number;
          calls: number;
          created_at: string;
          id: string;
          last_call_at: string;
          live_calls: number;
          live_version: number;
          name: string;
          numbers: string[];
          slug: string;
          status: Database['public']['Enums']['tenant_status'];
          suspended_reason: string;
        }[];
      };
      mail_appointment: { Args: { p_html: string; p_subject: string; p_text: string }; Returns: boolean };
      mark_call_spam: { Args: { p_call: string; p_is_spam: boolean; p_tenant: string }; Returns: undefined };
      mark_inbox: { Args: { p_as: string; p_items: string[]; p_tenant: string }; Returns: number };
      move_appointment: { Args: { p_appointment: string; p_tool_call_id: string; p_wish: Json }; Returns: Json };
      move_transfer: {
        Args: { p_reason?: string | null; p_seconds?: number; p_status: string; p_transfer: string };
        Returns: boolean;
      };
      my_connection_secrets: {
        Args: { p_tool: string };
        Returns: {
          header: string;
          origin: string;
          sealed: string;
        }[];
      };
      my_phone_code: {
        Args: { p_tenant: string };
        Returns: {
          asked_at: string;
          expires_at: string;
          id: string;
          problem: string;
          sent_at: string;
          tries_left: number;
        }[];
      };
      note_job_usage: { Args: { p_entries: Json }; Returns: number };
      note_knowledge_gap: { Args: { p_normalized: string; p_question: string; p_second: number }; Returns: undefined };
      note_text_price: { Args: { p_micro_dollars: number; p_raw: Json }; Returns: boolean };
      note_text_status: {
        Args: {
          p_problem: string;
          p_sid: string;
          p_status: Database['public']['Enums']['text_status'];
          p_text: string;
        };
        Returns: boolean;
      };
      note_transfer_leg: { Args: { p_leg_sid: string; p_transfer: string }; Returns: boolean };
      open_browser_call: { Args: { p_sound: string; p_tenant: string }; Returns: Json };
      open_recording: {
        Args: { p_consent: string; p_expires_at: string; p_notice: string; p_offset_ms: number; p_started_at: string };
        Returns: undefined;
      };
      plan_lines: {
        Args: { p_tenant: string };
        Returns: {
          calls_at_once: number;
          name: string;
        }[];
      };
      publish_agent: {
        Args: { p_config: Json; p_note: string; p_section_versions: Json; p_tenant: string };
        Returns: number;
      };
      queue_retention: { Args: { p_now: string }; Returns: undefined };
      queue_text: { Args: { p_body: string; p_template: string; p_tool_call_id: string }; Returns: Json };
      read_knowledge_again: { Args: { p_source: string; p_tenant: string }; Returns: undefined };
      reap_calls: { Args: Record<PropertyKey, never>; Returns: string[] };
      receive_text: {
        Args: {
          p_body: string;
          p_from: string | null;
          p_is_answered: boolean;
          p_keyword: string;
          p_sid: string;
          p_to: string;
        };
        Returns: Json;
      };
      remove_connection_secret: { Args: { p_header: string; p_tenant: string; p_tool: string }; Returns: undefined };
      remove_knowledge_source: { Args: { p_source: string; p_tenant: string }; Returns: undefined };
      remove_my_phone: { Args: { p_tenant: string }; Returns: undefined };
      renew_job: { Args: { p_lease_seconds: number }; Returns: boolean };
      renew_lease: { Args: Record<PropertyKey, never>; Returns: string };
      renew_leases: { Args: Record<PropertyKey, never>; Returns: undefined };
      reschedule_appointment: {
        Args: { p_appointment: string; p_calendar?: Json; p_starts_at: string; p_tenant: string };
        Returns: string;
      };
      reseal_connection_secrets: { Args: { p_rows: Json }; Returns: number };
      rest_job: { Args: Record<PropertyKey, never>; Returns: boolean };
      restore_appointment: { Args: { p_appointment: string; p_tenant: string }; Returns: undefined };
      restore_version: { Args: { p_number: number; p_tenant: string }; Returns: number };
      resume_session: {
        Args: { p_absolute_seconds: number; p_idle_seconds: number; p_session: string };
        Returns: {
          email: string;
          name: string;
          session_version: number;
          user_id: string;
        }[];
      };
      save_call_records: { Args: { p_turns: Json; p_usage: Json }; Returns: undefined };
      save_call_summary: {
        Args: { p_caller_name: string; p_content: Json; p_follow_up: Json; p_memories: Json; p_written_by: string };
        Returns: boolean;
      };
      save_caller: { Args: { p_caller: string; p_name: string; p_note: string; p_tenant: string }; Returns: undefined };
      save_draft_section: {
        Args: { p_section: string; p_tenant: string; p_value: Json; p_version: number };
        Returns: number;
      };
      save_greeting_clips: { Args: { p_clips: Json; p_version: number }; Returns: boolean };
      save_knowledge_page: {
        Args: { p_chunks: Json; p_links: Json; p_most: number; p_note: string; p_number: number; p_title: string };
        Returns: boolean;
      };
      save_voicemail: { Args: { p_bytes: number; p_words: string }; Returns: boolean };
      search_calls: {
        Args: {
          p_before?: string;
          p_before_id?: string;
          p_channel?: Database['public']['Enums']['call_channel'];
          p_from?: string | null;
          p_limit: number;
          p_number?: string;
          p_outcome?: Database['public']['Enums']['call_outcome'];
          p_query: string;
          p_tenant: string;
          p_test?: boolean;
          p_until?: string;
        };
        Returns: {
          call_id: string;
          caller_name: string;
          caller_number: string;
          channel: Database['public']['Enums']['call_channel'];
          headline: string;
          hits: number;
          is_test: boolean;
          outcome: Database['public']['Enums']['call_outcome'];
          sequence: number;
          speaker: Database['public']['Enums']['turn_speaker'];
          started_at: string;
          started_ms: number;
          status: Database['public']['Enums']['call_status'];
          title: string;
        }[];
      };
      search_knowledge: {
        Args: { p_limit: number; p_query: string };
        Returns: {
          body: string;
          chunk_id: string;
          closeness: number;
          embedding: number[];
          headline: string;
          kind: Database['public']['Enums']['knowledge_kind'];
          line: number;
          location: string;
          page: number;
          page_title: string;
          rank: number;
          source_id: string;
          title: string;
          topic: string;
          url: string;
        }[];
      };
      search_tenant_knowledge: {
        Args: { p_limit: number; p_query: string; p_tenant: string };
        Returns: {
          body: string;
          chunk_id: string;
          closeness: number;
          embedding: number[];
          headline: string;
          kind: Database['public']['Enums']['knowledge_kind'];
          line: number;
          location: string;
          page: number;
          page_title: string;
          rank: number;
          source_id: string;
          title: string;
          topic: string;
          url: string;
        }[];
      };
      send_call_command: {
        Args: {
          p_call: string;
          p_command: string;
          p_kind: Database['public']['Enums']['command_kind'];
          p_tenant: string;
          p_text: string;
        };
        Returns: undefined;
      };
      set_connection_secret: {
        Args: {
          p_header: string;
          p_last_four: string;
          p_origin: string;
          p_sealed: string;
          p_tenant: string;
          p_tool: string;
        };
        Returns: undefined;
      };
      set_my_phone: { Args: { p_country: string; p_e164: string; p_tenant: string }; Returns: string };
      set_tenant_plan: { Args: { p_plan: string; p_tenant: string }; Returns: undefined };
      set_tenant_status: {
        Args: { p_reason: string | null; p_status: Database['public']['Enums']['tenant_status']; p_tenant: string };
        Returns: undefined;
      };
      settle_knowledge_gap: {
        Args: { p_gap: string; p_status: Database['public']['Enums']['knowledge_gap_status']; p_tenant: string };
        Returns: undefined;
      };
      spend_call_ticket: { Args: { p_call_sid: string | null; p_ticket_hash: string }; Returns: Json };
      store_recording: { Args: { p_bytes: number; p_duration_ms: number; p_peaks: Json }; Returns: boolean };
      take_back_caller: { Args: Record<PropertyKey, never>; Returns: Json };
      take_call_commands: {
        Args: Record<PropertyKey, never>;
        Returns: {
          call_id: string;
          id: string;
          kind: Database['public']['Enums']['command_kind'];
          text: string;
        }[];
      };
      tell_passing_turns: { Args: { p_turns: Json }; Returns: undefined };
      tenant_plan: {
        Args: { p_tenant: string };
        Returns: {
          id: string;
          included_minutes: number;
          members: number;
          micro_dollars: number;
          most_calls_at_once: number;
          most_members: number;
          most_numbers: number;
          most_sources: number;
          name: string;
          numbers: number;
          since: string;
          sources: number;
        }[];
      };
      text_to_price: { Args: Record<PropertyKey, never>; Returns: Json };
      usage_by_day: {
        Args: { p_from: string | null; p_tenant: string; p_until: string; p_zone: string };
        Returns: {
          apart_micro_dollars: number;
          audio: number;
          cached: number;
          calls: number;
          carrier: number;
          clips: number;
          day: string;
          embeddings: number;
          micro_dollars: number;
          seconds: number;
          summaries: number;
          test_micro_dollars: number;
          text: number;
          texts: number;
          transcription: number;
          unpriced: number;
        }[];
      };
      usage_by_number: {
        Args: { p_from: string | null; p_tenant: string; p_until: string };
        Returns: {
          calls: number;
          is_apart: boolean;
          is_test: boolean;
          micro_dollars: number;
          number: string;
          seconds: number;
        }[];
      };
      usage_by_tenant: {
        Args: { p_from: string | null; p_until: string };
        Returns: {
          carrier: number;
          micro_dollars: number;
          tenant_id: string;
          unpriced: number;
        }[];
      };
      usage_of_call: {
        Args: { p_call: string; p_tenant: string };
        Returns: {
          audio: number;
          cached: number;
          entries: number;
          kind: Database['public']['Enums']['usage_kind'];
          micro_dollars: number;
          model: string;
          text: number;
          unpriced: number;
        }[];
      };
      use_knowledge: {
        Args: { p_in_use: boolean; p_page?: string; p_source: string; p_tenant: string };
        Returns: undefined;
      };
      use_so_far: { Args: { p_tenant: string }; Returns: Json[] };
      verify_audit: {
        Args: { p_tenant?: string };
        Returns: {
          problem: string;
          sequence: number;
        }[];
      };
      voicemail_work: { Args: Record<PropertyKey, never>; Returns: Json };
      was_cancelled_by: { Args: { p_tool_call_id: string }; Returns: boolean };
      write_audit: {
        Args: {
          p_actor?: string | null;
          p_actor_kind: string;
          p_details?: Json;
          p_event_type: string;
          p_ip?: string | null;
          p_severity: string;
          p_tenant?: string;
        };
        Returns: undefined;
      };
    };
    Enums: {
      appointment_status: 'booked' | 'moved' | 'cancelled';
      call_channel: 'phone' | 'browser';
      call_outcome: 'answered' | 'message_taken' | 'refused' | 'missed' | 'failed' | 'nobody_there';
      call_status: 'ringing' | 'live' | 'ended';
      clip_state: 'ready' | 'failed';
      command_kind: 'end' | 'note' | 'transfer' | 'take_over';
      command_result: 'done' | 'refused' | 'call_over' | 'failed';
      inbox_kind: 'message' | 'follow_up' | 'appointment' | 'text' | 'notice' | 'promise';
      job_state: 'queued' | 'running' | 'done' | 'dead';
      knowledge_gap_status: 'open' | 'answered' | 'dismissed';
      knowledge_kind: 'answers' | 'text' | 'file' | 'website';
      knowledge_page_state: 'waiting' | 'read' | 'skipped';
      knowledge_state: 'queued' | 'reading' | 'ready' | 'failed';
      member_role: 'viewer' | 'staff' | 'manager' | 'owner';
      memory_kind: 'reason' | 'promise' | 'preference' | 'language';
      recording_state: 'pending' | 'stored' | 'discarded' | 'expired' | 'lost';
      spam_reason: 'recorded' | 'silent' | 'too_many' | 'member';
      tenant_status: 'active' | 'suspended';
      text_direction: 'outbound' | 'inbound';
      text_status: 'queued' | 'sent' | 'delivered' | 'failed' | 'received';
      turn_speaker: 'caller' | 'agent' | 'tool' | 'system';
      usage_kind: 'response' | 'transcription' | 'carrier_minutes' | 'clip' | 'text' | 'summary' | 'embedding';
      voicemail_state: 'pending' | 'stored' | 'lost';
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  identity: {
    Enums: {},
  },
  public: {
    Enums: {
      appointment_status: ['booked', 'moved', 'cancelled'],
      call_channel: ['phone', 'browser'],
      call_outcome: ['answered', 'message_taken', 'refused', 'missed', 'failed', 'nobody_there'],
      call_status: ['ringing', 'live', 'ended'],
      clip_state: ['ready', 'failed'],
      command_kind: ['end', 'note', 'transfer', 'take_over'],
      command_result: ['done', 'refused', 'call_over', 'failed'],
      inbox_kind: ['message', 'follow_up', 'appointment', 'text', 'notice', 'promise'],
      job_state: ['queued', 'running', 'done', 'dead'],
      knowledge_gap_status: ['open', 'answered', 'dismissed'],
      knowledge_kind: ['answers', 'text', 'file', 'website'],
      knowledge_page_state: ['waiting', 'read', 'skipped'],
      knowledge_state: ['queued', 'reading', 'ready', 'failed'],
      member_role: ['viewer', 'staff', 'manager', 'owner'],
      memory_kind: ['reason', 'promise', 'preference', 'language'],
      recording_state: ['pending', 'stored', 'discarded', 'expired', 'lost'],
      spam_reason: ['recorded', 'silent', 'too_many', 'member'],
      tenant_status: ['active', 'suspended'],
      text_direction: ['outbound', 'inbound'],
      text_status: ['queued', 'sent', 'delivered', 'failed', 'received'],
      turn_speaker: ['caller', 'agent', 'tool', 'system'],
      usage_kind: ['response', 'transcription', 'carrier_minutes', 'clip', 'text', 'summary', 'embedding'],
      voicemail_state: ['pending', 'stored', 'lost'],
    },
  },
} as const;
