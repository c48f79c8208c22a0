package dev.kechuang.fund.internal;

import java.util.Map;

/** The accounts of a budget line, or of one of its allocations, as they were when they were read (账簿). */
record Book(Map<AccountKind, Account> accounts) {

    /** An account with what it held. */
    record Account(long id, long balance) {}

    boolean has(AccountKind kind) {
        return accounts.containsKey(kind);
    }

    long id(AccountKind kind) {
        Account account = accounts.get(kind);
        if (account == null) throw new IllegalStateException("no account " + kind);
        return account.id();
    }

    /** Fen; nothing where there is no such account. */
    long balance(AccountKind kind) {
        Account account = accounts.get(kind);
        return account == null ? 0 : account.balance();
    }
}
