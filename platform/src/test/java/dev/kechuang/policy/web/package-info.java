@NullMarked
package dev.kechuang.policy.web;

import org.jspecify.annotations.NullMarked;
