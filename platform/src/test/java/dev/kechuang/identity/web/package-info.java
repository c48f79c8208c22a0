/** Tests of the security of requests and the pages of identity. */
@NullMarked
package dev.kechuang.identity.web;

import org.jspecify.annotations.NullMarked;
