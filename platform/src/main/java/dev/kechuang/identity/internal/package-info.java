/** Rules and stores of identity: how somebody proves who they are, and what an account may be. */
@NullMarked
package dev.kechuang.identity.internal;

import org.jspecify.annotations.NullMarked;
