package dev.kechuang.shared.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens an endpoint to roles. An endpoint without it is closed to everybody, and a test fails. What the caller then
 * sees is narrowed by the {@link Viewer} in SQL.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Allow {

    Role[] value() default {};

    /** Everybody who is logged in, whatever the role. */
    boolean anyRole() default false;

    /** Everybody, logged in or not. */
    boolean everyone() default false;
}
