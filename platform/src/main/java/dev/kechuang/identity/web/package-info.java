/** Pages and commands of identity, and the security of every request: sessions, tokens, headers, limits. */
@NullMarked
package dev.kechuang.identity.web;

import org.jspecify.annotations.NullMarked;
