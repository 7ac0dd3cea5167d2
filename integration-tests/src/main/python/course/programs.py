"""Marks the programs of the course."""


def program(function):
    function.is_program = True
    return function
