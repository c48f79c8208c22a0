/** How messages are kept and e-mails leave. */
@NullMarked
package dev.kechuang.message.internal;

import org.jspecify.annotations.NullMarked;
