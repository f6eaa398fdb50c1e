"""The parts that the program is put together from: foundation, collection, sound and front, in
this order, each a group of objects that belong together; imported by the program alone.
"""
