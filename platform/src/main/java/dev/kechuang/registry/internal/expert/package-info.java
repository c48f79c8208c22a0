/** The pool of experts and where its people serve: rules, stores, import. */
@NullMarked
package dev.kechuang.registry.internal.expert;

import org.jspecify.annotations.NullMarked;
