/** How audit entries are kept, sealed into the chain, checked and handed out. */
@NullMarked
package dev.kechuang.audit.internal;

import org.jspecify.annotations.NullMarked;
