/**
 * Floor 4. The ledger (总账): budgets, commitments, payments, and the bank files that carry them. Every yuan is posted here.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "pack",
            "audit",
            "file",
            "document",
            "identity",
            "record",
            "message",
            "registry"
        })
package dev.kechuang.fund;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
