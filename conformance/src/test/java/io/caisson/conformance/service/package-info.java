/** The product under a service manager. */
package io.caisson.conformance.service;
